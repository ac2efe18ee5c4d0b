using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Builds the API's tables from the running node.</summary>
internal sealed class NodeReports(NodePlan plan, NodeCore core, FilterSets filters, string driver) : IReportSource
{
    private readonly DateTimeOffset _started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
    private readonly string _instance = $"{Environment.ProcessId}-{MonotonicClock.Now.Nanoseconds:x}";
    private readonly NodeViews _views = new(plan, core);
    private bool _isReady;

    /// <summary>The node handles frames.</summary>
    public bool IsReady
    {
        get => _isReady;
        set
        {
            _isReady = value;
            ReadyAfter = DateTimeOffset.UtcNow - _started;
        }
    }

    /// <summary>From the process's start until the node was ready.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>How the fast path is.</summary>
    public Func<string> FastPath { get; init; } = () => "-";

    /// <summary>The daemon's own counters.</summary>
    public Func<IEnumerable<KeyValuePair<string, long>>> Daemon { get; set; } = () => [];

    public NodeReport Report(string table, long after)
    {
        WallClock clock = WallClock.Now;
        NodeReport report = new()
        {
            Format = ApiFormat.Of(table),
            Node = plan.Node.Name,
            Instance = _instance,
            At = clock.Time,
            Sequence = core.Events.Last,
        };
        return table switch
        {
            ApiFormat.Status => report with { Status = Status() },
            ApiFormat.Hosts => report with { Hosts = _views.Hosts(clock) },
            ApiFormat.Routes => report with { Routes = _views.Routes() },
            ApiFormat.Gateways => report with { Gateways = _views.Gateways() },
            ApiFormat.Ports => report with { Ports = _views.Ports() },
            ApiFormat.Neighbors => report with { Neighbors = _views.Neighbors(clock) },
            ApiFormat.Keys => report with { Keys = _views.Keys(clock) },
            ApiFormat.Counters => report with { Counters = Counters() },
            ApiFormat.Events => report with
            {
                Events = [.. core.Events.After(after).Select(item => EventOf(item, clock))],
                Lost = Math.Max(0, core.Events.First - 1 - after) is var lost and > 0 ? lost : null,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(table), table, "no such table"),
        };
    }

    public NodeReport ReportOf(in LoggedEvent item)
    {
        WallClock clock = WallClock.Now;
        return new NodeReport
        {
            Format = ApiFormat.Of(ApiFormat.Events),
            Node = plan.Node.Name,
            Instance = _instance,
            At = clock.Time,
            Sequence = item.Sequence,
            Events = [EventOf(item, clock)],
        };
    }

    private EventReport EventOf(in LoggedEvent item, WallClock clock) => new()
    {
        Node = plan.Node.Name,
        Sequence = item.Sequence,
        At = clock.TimeOf(item.At),
        AgeSeconds = clock.AgeOf(item.At),
        Kind = item.Event.Kind,
        Severity = item.Event.Severity.ToString().ToLowerInvariant(),
        Subject = item.Event.Subject,
        Text = item.Event.Text,
    };

    private StatusReport Status()
    {
        ImmutableArray<NeighborReport> neighbors = _views.Neighbors(WallClock.Now);
        return new StatusReport
        {
            Node = plan.Node.Name,
            Site = plan.Node.Site.Name,
            Role = plan.Node.Role.ToString().ToLowerInvariant(),
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0",
            Pid = Environment.ProcessId,
            Ready = IsReady,
            Settled = core.Switch.Tables.Settled,
            ReadyAfterSeconds = ReadyAfter.TotalSeconds,
            UptimeSeconds = (DateTimeOffset.UtcNow - _started).TotalSeconds,
            Driver = plan.Segments.IsEmpty ? "-" : driver,
            FastPath = FastPath(),
            AdjacenciesUp = neighbors.Count(neighbor => neighbor.State == "up"),
            FabricPorts = neighbors.Length,
            HostsConfirmed = _views.HostsPerPort().Values.Sum(),
            Routes = core.Switch.Tables.Routes.Count,
            ResidentBytes = Environment.WorkingSet,
        };
    }

    private ImmutableArray<CounterReport> Counters()
    {
        ImmutableArray<CounterReport>.Builder rows = ImmutableArray.CreateBuilder<CounterReport>();
        Add(core.Switch.Hosts.Counters.Name, core.Switch.Hosts.Counters.Snapshot());
        Add(core.Switch.Gateway.Counters.Name, core.Switch.Gateway.Counters.Snapshot());
        Add(core.Switch.Gateway.ArpFaults.Name, core.Switch.Gateway.ArpFaults.Snapshot());
        Add(core.Switch.Gateway.NdFaults.Name, core.Switch.Gateway.NdFaults.Snapshot());
        Add(core.Switch.Gateway.VrrpFaults.Name, core.Switch.Gateway.VrrpFaults.Snapshot());
        Add(core.Switch.Isis.Counters.Name, core.Switch.Isis.Counters.Snapshot());
        Add(core.Switch.Isis.Faults.Name, core.Switch.Isis.Faults.Snapshot());
        Add(core.Switch.Isis.LinkVerdicts.Name, core.Switch.Isis.LinkVerdicts.Snapshot());
        Add(core.Switch.Isis.AreaVerdicts.Name, core.Switch.Isis.AreaVerdicts.Snapshot());
        Add(core.Switch.Bfd.Counters.Name, core.Switch.Bfd.Counters.Snapshot());
        Add(core.Switch.Bfd.Faults.Name, core.Switch.Bfd.Faults.Snapshot());
        Add("filter", filters.ReadCounters());
        Add("daemon", Daemon());
        return rows.ToImmutable();

        void Add(string group, IEnumerable<KeyValuePair<string, long>> counters)
        {
            foreach ((string name, long value) in counters)
            {
                rows.Add(new CounterReport(plan.Node.Name, group, name, value));
            }
        }
    }
}
