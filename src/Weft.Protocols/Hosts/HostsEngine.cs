using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Learns, proves, announces, moves and forgets hosts, and decides with every other node who owns an address.
/// Spines and edges run it too: without host ports it only elects winners among the claims of leaves.</summary>
/// <remarks>Time is an argument, <see cref="NextDeadline"/> an output; all effects go to the caller's sink.</remarks>
public sealed partial class HostsEngine : IHostWinners
{
    /// <summary>How long a starting node waits for its neighbours' databases before it announces hosts on its own.</summary>
    public static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(5);

    private readonly NodePlan _plan;
    private readonly IHostAdmission? _admission;
    private readonly FabricTimers _timers;
    private readonly FabricLimits _limits;
    private readonly RandomSource _random;
    private readonly bool _hasHostPorts;
    private readonly PagedDictionary<HostKey, HostEntry> _entries = new();
    private readonly Dictionary<BindingKey, HostEntry> _linkLocal = [];
    private readonly MacIndex _macs = new();
    private readonly AttachedMacs _attached = new();
    private readonly PortBook _ports;
    private readonly HashSet<SystemId> _reachable = [];
    private readonly Dictionary<SystemId, bool> _reachChanged = [];
    private readonly SystemIdSets _sets = new();
    private readonly List<SystemId> _winners = [];
    private readonly HostTimers _deadlines = new();
    private readonly ProbeBudget _probeBudget;
    private readonly MacChangeBudget _macChanges;
    private readonly List<HostEntry> _scratch = [];
    private readonly byte[] _frame = new byte[128];
    private Instant _databaseDeadline = Instant.Never;
    private bool _synchronized;
    private int _localCount;
    private int _claimCount;

    /// <summary>Makes the engine of one node.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="random">Only jitters probes.</param>
    /// <param name="admission">Who may be bound; null admits all.</param>
    public HostsEngine(NodePlan plan, RandomSource random, IHostAdmission? admission = null)
    {
        _plan = plan;
        _admission = admission;
        _timers = plan.Fabric.Timers;
        _limits = plan.Fabric.Limits;
        _random = random;
        _hasHostPorts = plan.Ports.Any(port => port.FacesHosts);
        _ports = new PortBook(plan);
        _expected = new ExpectedHosts(_limits.HostsPerNode);
        _macChanges = new MacChangeBudget(plan.Ports.Length);
        _probeBudget = new ProbeBudget(_limits.ProbesPerSecond, plan.Ports.Length);
    }

    /// <summary>Evidence and frames that changed nothing, by reason.</summary>
    public CounterGroup<HostCounter> Counters { get; } = new("hosts");

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline => Instant.Min(Instant.Min(_deadlines.Next, _databaseDeadline), _ports.NextHold);

    /// <summary>Addresses attached to this node, all states.</summary>
    public int LocalCount => _localCount;

    /// <summary>Starts the clock of the database wait.</summary>
    public void Start(Instant now) => _databaseDeadline = now + DatabaseWait;

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IHostsEffects effects)
    {
        if (now >= _databaseDeadline)
        {
            Synchronized(now, effects);
        }

        while (_ports.TryTakeExpiredHold(now, out PortIndex port))
        {
            LosePort(now, port, effects);
        }

        while (_deadlines.TryTakeDue(now, out HostEntry entry))
        {
            HandleEntryTimer(now, entry, effects);
            if (!ForgetWhenEmpty(now, entry))
            {
                Reschedule(entry);
            }
        }
    }

    private void HandleEntryTimer(Instant now, HostEntry entry, IHostsEffects effects)
    {
        if (now >= entry.PostponedUntil && entry.Postponed is { } postponed)
        {
            entry.Postponed = null;
            entry.PostponedUntil = Instant.Never;
            effects.Forget(postponed);
        }

        if (now >= entry.RecoverAt)
        {
            entry.Contest.Recover();
            effects.Emit(now, new HostDuplicateCleared(entry.Key));
        }

        if (entry.Probe is { } probe && now >= probe.Next)
        {
            ContinueProbe(now, entry, probe, effects);
        }

        if (entry.Probe is null && entry.Local is { State: HostState.Confirmed } local && now >= local.LastEvidence + _timers.HostIdle)
        {
            Change(now, entry, local, HostState.Suspect, HostReason.Silent);
            StartProbe(now, entry, ProbePurpose.Idle, local.At, effects);
        }
    }

    private void Reschedule(HostEntry entry)
    {
        Instant next = Instant.Min(entry.PostponedUntil, entry.RecoverAt);
        if (entry.Probe is { } probe)
        {
            next = Instant.Min(next, probe.Next);
        }
        else if (entry.Local is { State: HostState.Confirmed } local)
        {
            next = Instant.Min(next, local.LastEvidence + _timers.HostIdle);
        }
        else if (entry.Local is null && entry.ClaimCount == 0)
        {
            next = Instant.Min(next, entry.LeftGuardUntil + _timers.DuplicateWindow);
        }

        _deadlines.Set(entry, next);
    }

    /// <summary>An entry without binding and claims only remembers its epoch; that memory ends some time after the last claim.</summary>
    private bool ForgetWhenEmpty(Instant now, HostEntry entry)
    {
        if (entry.Local is not null || entry.ClaimCount > 0 || entry.Probe is not null || entry.IsDuplicate
            || now < entry.LeftGuardUntil + _timers.DuplicateWindow)
        {
            return false;
        }

        _macs.Remove(entry);
        if (entry.Routable)
        {
            _entries.Remove(entry.Key);
        }

        return true;
    }

    private HostEntry? FindEntry(SegmentId segment, HostKey key, bool create)
    {
        if (key.Address.IsIpv6 && key.Address.IsLinkLocal)
        {
            BindingKey binding = new(segment, key.Address);
            if (!_linkLocal.TryGetValue(binding, out HostEntry? tracked) && create)
            {
                tracked = new HostEntry(key, routable: false);
                _linkLocal.Add(binding, tracked);
            }

            return tracked;
        }

        if (!_entries.TryGetValue(key, out HostEntry? entry) && (entry = Promote(key)) is null && create)
        {
            entry = new HostEntry(key, routable: true);
            _entries[key] = entry;
        }

        return entry;
    }

    /// <summary>Sets a local host's state and writes the history line.</summary>
    private void Change(Instant now, HostEntry entry, LocalHost local, HostState state, HostReason reason)
    {
        local.State = state;
        local.Since = now;
        Record(now, entry, state, reason, local.At.Port, local.Epoch);
    }

    private void Record(Instant now, HostEntry entry, HostState state, HostReason reason, PortIndex port, uint epoch)
    {
        entry.Record(new HostHistoryEntry(now, state, reason, port, epoch), _limits.HistoryPerHost);
    }
}
