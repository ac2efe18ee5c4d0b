using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>What is broken at the moment, and since when nothing has happened that may cost a packet of somebody who has not moved.</summary>
internal sealed class FaultBook(Fabric fabric)
{
    /// <summary>Nodes see a lost carrier at once; computing and writing routes anew takes no longer than this.</summary>
    private static readonly TimeSpan s_reroute = TimeSpan.FromSeconds(1.5);

    /// <summary>A daemon that starts forwards by what its predecessor left until it has read its neighbours' databases and settled; what was lost meanwhile it cannot go around.</summary>
    private static readonly TimeSpan s_settle = Protocols.Hosts.HostsEngine.DatabaseWait + Weft.Node.Switch.SettleTime + s_reroute;

    private readonly TimeSpan _hold = fabric.Timers.HelloInterval * fabric.Timers.HelloMultiplier;
    private readonly SortedDictionary<string, Instant> _down = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _off = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _drained = new(StringComparer.Ordinal);
    private readonly SortedSet<(string A, string B)> _broken = [];
    private readonly SortedSet<(string From, string To)> _impaired = [];

    private Instant _settledAt = SimWorld.Start;

    /// <summary>Until when packets of hosts that stay where they are may be lost because of what has happened.</summary>
    public Instant RoughUntil { get; private set; } = SimWorld.Start;

    /// <summary>When something was last done to a link or a node.</summary>
    public Instant LastFault { get; private set; } = SimWorld.Start;

    public IReadOnlyCollection<(string A, string B)> Broken => _broken;

    public IReadOnlyCollection<(string From, string To)> Impaired => _impaired;

    public IReadOnlyCollection<string> Off => _off;

    public IReadOnlyCollection<string> Down => _down.Keys;

    public IReadOnlyCollection<string> Drained => _drained;

    /// <summary>True when every link and node is as the fabric file has it.</summary>
    public bool IsWhole => _broken.Count + _impaired.Count + _off.Count + _down.Count == 0;

    /// <summary>How long a neighbour is believed in that says nothing.</summary>
    public TimeSpan Hold => _hold;

    /// <summary>True while nothing that has happened may still cost a packet.</summary>
    public bool IsCalm(Instant now) => now > RoughUntil && _impaired.Count == 0 && _down.Values.All(since => now - since < _hold / 2);

    public void Note(Instant now, LinkStep step)
    {
        _ = step.Condition == LinkCondition.Joined ? _broken.Remove((step.A, step.B)) : _broken.Add((step.A, step.B));

        NoteUnsettled(now);

        // What was lost on a silent link is sent again.
        Rough(now, step.Condition == LinkCondition.Cut ? s_reroute : _hold + fabric.Timers.LspRetransmit + s_reroute);
    }

    public void Note(Instant now, ImpairStep step)
    {
        _ = step.IsMended ? _impaired.Remove((step.From, step.To)) : _impaired.Add((step.From, step.To));
        Rough(now, (_hold * 2) + fabric.Timers.LspRetransmit + s_reroute);
    }

    public void Note(Instant now, NodeStep step)
    {
        LastFault = now;
        switch (step.Act)
        {
            case NodeAct.Kill or NodeAct.Stop:
                _down.TryAdd(step.Node, now);
                break;
            case NodeAct.Start:
                _settledAt = now + s_settle;
                bool wasShort = _down.Remove(step.Node, out Instant since) && now - since < _hold / 2;
                Rough(now, wasShort ? TimeSpan.Zero : (_hold * 2) + s_reroute + s_reroute);
                break;
            case NodeAct.Off:
                _off.Add(step.Node);
                _down.Remove(step.Node);
                NoteUnsettled(now);
                Rough(now, s_reroute);
                break;
            case NodeAct.On:
                _off.Remove(step.Node);
                Rough(now, (_hold * 2) + TimeSpan.FromSeconds(10));
                break;
            case NodeAct.Drain:
                _drained.Add(step.Node);
                Rough(now, s_reroute);
                break;
            case NodeAct.Undrain:
                _drained.Remove(step.Node);
                Rough(now, s_reroute);
                break;
            default:
                _settledAt = now + s_settle;
                Rough(now, s_reroute);
                break;
        }
    }

    private void NoteUnsettled(Instant now)
    {
        if (_down.Count > 0 || now < _settledAt)
        {
            Rough(now, s_settle);
        }
    }

    private void Rough(Instant now, TimeSpan time)
    {
        LastFault = now;
        RoughUntil = now + time > RoughUntil ? now + time : RoughUntil;
    }
}
