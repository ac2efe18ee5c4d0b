using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The state of the host ports: carrier, MAC, how many addresses and MACs are behind each, and holds that run.</summary>
internal sealed class PortBook(NodePlan plan)
{
    private readonly PortStatus[] _status = new PortStatus[plan.Ports.Length];
    private readonly Instant[] _holds = Enumerable.Repeat(Instant.Never, plan.Ports.Length).ToArray();
    private readonly int[] _hosts = new int[plan.Ports.Length];
    private readonly Dictionary<(PortIndex Port, MacAddress Mac), int> _macs = [];
    private readonly int[] _macCounts = new int[plan.Ports.Length];

    /// <summary>The earliest end of a hold.</summary>
    public Instant NextHold
    {
        get
        {
            Instant next = Instant.Never;
            foreach (Instant hold in _holds)
            {
                next = Instant.Min(next, hold);
            }

            return next;
        }
    }

    public bool IsUp(PortIndex port) => _status[port.Value].Up;

    public MacAddress MacOf(PortIndex port) => _status[port.Value].Mac;

    public int HostsOn(PortIndex port) => _hosts[port.Value];

    public int MacsOn(PortIndex port) => _macCounts[port.Value];

    /// <summary>Addresses of one MAC behind a port.</summary>
    public int AddressesOf(PortIndex port, MacAddress mac) => _macs.GetValueOrDefault((port, mac));

    /// <summary>Takes a new status; going down starts the hold, coming up ends it. Returns true when it went down.</summary>
    public bool Update(Instant now, PortIndex port, in PortStatus status, TimeSpan hold)
    {
        bool wentDown = _status[port.Value].Up && !status.Up;
        _status[port.Value] = status;
        _holds[port.Value] = status.Up ? Instant.Never : wentDown ? now + hold : _holds[port.Value];
        return wentDown;
    }

    /// <summary>Takes a port whose hold is over and that is still down.</summary>
    public bool TryTakeExpiredHold(Instant now, out PortIndex port)
    {
        for (int i = 0; i < _holds.Length; i++)
        {
            if (now >= _holds[i])
            {
                _holds[i] = Instant.Never;
                port = new PortIndex((ushort)i);
                return true;
            }
        }

        port = PortIndex.None;
        return false;
    }

    public void Add(in HostAttachment at)
    {
        _hosts[at.Port.Value]++;
        int count = _macs.GetValueOrDefault((at.Port, at.Mac));
        _macs[(at.Port, at.Mac)] = count + 1;
        if (count == 0)
        {
            _macCounts[at.Port.Value]++;
        }
    }

    public void Remove(in HostAttachment at)
    {
        _hosts[at.Port.Value]--;
        int count = _macs.GetValueOrDefault((at.Port, at.Mac));
        if (count > 1)
        {
            _macs[(at.Port, at.Mac)] = count - 1;
        }
        else
        {
            _macs.Remove((at.Port, at.Mac));
            _macCounts[at.Port.Value]--;
        }
    }

    /// <summary>Writes carriers and holds; the counts follow from the hosts.</summary>
    public void WriteState(StateWriter writer)
    {
        for (int i = 0; i < _status.Length; i++)
        {
            writer.Add(_status[i].Up);
            writer.Add(_holds[i]);
        }
    }
}
