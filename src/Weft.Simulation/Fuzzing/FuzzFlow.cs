using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A flow of a case. A host that is switched off forgets it; when it is on again, the flow goes on under another number.</summary>
internal sealed class FuzzFlow(HostTruth from, HostTruth to, AddressFamily family)
{
    private readonly List<bool> _arrived = [];

    public HostTruth From => from;

    public HostTruth To => to;

    /// <summary>Its number in this life of its sender; 0 when it does not run.</summary>
    public int Number { get; private set; }

    /// <summary>When this life of it began.</summary>
    public Instant Began { get; private set; }

    /// <summary>Since when nothing was done that may have left the questions of its first packets unanswered: hosts ask again after a second.</summary>
    public Instant AskedAt { get; private set; }

    public ProbeFlow? Probes { get; private set; }

    /// <summary>The next probe that nobody has looked at yet.</summary>
    public int Checked { get; set; }

    public string Text => $"{new Pair(from.Name, to.Name)}{(family == AddressFamily.Ipv6 ? " over ipv6" : "")}";

    public void Start(Instant now, int number, TimeSpan interval)
    {
        Number = number;
        Began = now;
        AskedAt = now;
        Checked = 0;
        _arrived.Clear();
        ProbeFlow probes = new(number, ProbeKind.OneWay, AddressOf(to), interval);
        Probes = probes;
        from.Host.Do((at, stack, effects) => stack.Start(at, probes, effects));
    }

    /// <summary>Something was done at a time, to a link or a node: a flow that has just begun may have to ask anew.</summary>
    public void Disturb(Instant at, TimeSpan patience)
    {
        if (at > AskedAt && at - AskedAt < patience)
        {
            AskedAt = at;
        }
    }

    public void Stop()
    {
        if (Probes is not null)
        {
            from.Host.Stack.Stop(Probes);
            Number = 0;
            Probes = null;
        }
    }

    public void Arrive(in ProbeArrival probe)
    {
        while (_arrived.Count <= probe.Sequence)
        {
            _arrived.Add(false);
        }

        _arrived[(int)probe.Sequence] = true;
    }

    public bool HasArrived(int sequence) => sequence < _arrived.Count && _arrived[sequence];

    private IpAddress AddressOf(HostTruth host)
    {
        foreach (GatewayAddress address in host.Origin.Addresses)
        {
            if (address.Address.Family == family)
            {
                return address.Address;
            }
        }

        throw new SimulationException($"{host.Name} has no {family} address");
    }
}
