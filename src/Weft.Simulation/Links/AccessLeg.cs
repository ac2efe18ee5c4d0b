using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What is plugged into a host port: any number of hosts, behind one bridge, as on a hypervisor. A frame for one of them that comes
/// from another does not leave the bridge.</summary>
public sealed class AccessLeg : ISimCable
{
    private readonly SimScheduler _scheduler;
    private readonly SimPort _uplink;
    private readonly TimeSpan _delay;
    private readonly List<(SimHost Host, VlanId Tag)> _hosts = [];
    private readonly Dictionary<(VlanId Tag, MacAddress Mac), SimHost> _byMac = [];

    internal AccessLeg(SimScheduler scheduler, LinkEnd port, SimPort uplink, TimeSpan delay)
    {
        _scheduler = scheduler;
        _uplink = uplink;
        _delay = delay;
        Port = port;
    }

    /// <summary>The port of the node.</summary>
    public LinkEnd Port { get; }

    /// <summary>False while the port has no carrier: nothing passes.</summary>
    public bool HasCarrier { get; internal set; } = true;

    /// <summary>The hosts that are plugged in, in the order in which they came.</summary>
    public IEnumerable<SimHost> Hosts => _hosts.Select(entry => entry.Host);

    internal void Plug(SimHost host, VlanId tag)
    {
        _hosts.Add((host, tag));
        _byMac[(tag, host.Mac)] = host;
    }

    internal void Unplug(SimHost host)
    {
        int place = _hosts.FindIndex(entry => entry.Host == host);
        (SimHost _, VlanId tag) = _hosts[place];
        _hosts.RemoveAt(place);
        if (_byMac.GetValueOrDefault((tag, host.Mac)) == host)
        {
            _byMac.Remove((tag, host.Mac));
        }
    }

    void ISimCable.Send(VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (HasCarrier)
        {
            ToHosts(null, tag, frame);
        }
    }

    /// <summary>A host sends a frame.</summary>
    internal void SendFromHost(SimHost host, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (_hosts.Count > 1 && ToHosts(host, tag, frame))
        {
            return;
        }

        if (HasCarrier)
        {
            _scheduler.PlanFrame(_scheduler.Now + _delay, _uplink, tag, frame);
        }
    }

    /// <summary>Hands a frame to the hosts it is for; true when it is for one host that is here.</summary>
    private bool ToHosts(SimHost? from, VlanId tag, ReadOnlySpan<byte> frame)
    {
        MacAddress destination = MacAddress.Read(frame);
        if (!destination.IsGroup)
        {
            if (!_byMac.TryGetValue((tag, destination), out SimHost? one))
            {
                return false;
            }

            if (one != from)
            {
                _scheduler.PlanFrame(_scheduler.Now + _delay, one.CurrentPlug, tag, frame);
            }

            return true;
        }

        int places = 0;
        foreach ((SimHost host, VlanId own) in _hosts)
        {
            places += host != from && own == tag ? 1 : 0;
        }

        if (places == 0)
        {
            return false;
        }

        int kept = _scheduler.Keep(frame, places);
        foreach ((SimHost host, VlanId own) in _hosts)
        {
            if (host != from && own == tag)
            {
                _scheduler.PlanKept(_scheduler.Now + _delay, host.CurrentPlug, tag, kept);
            }
        }

        return false;
    }
}
