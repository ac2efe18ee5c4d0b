using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>Builds the API's tables from the running node.</summary>
internal sealed class NodeReports : IReportSource
{
    private readonly DateTimeOffset _started = Process.GetCurrentProcess().StartTime.ToUniversalTime();
    private readonly string _instance = $"{Environment.ProcessId}-{MonotonicClock.Now.Nanoseconds:x}";
    private readonly NodePlan _plan;
    private readonly NodeCore _core;
    private readonly FilterSets _filters;
    private readonly string _driver;
    private readonly NodeViews _views;
    private readonly IsisViews _isis;
    private readonly RouteViews _routes;
    private readonly ExplainViews _explain;
    private readonly DrainViews _drain;
    private readonly EdgeViews _edge;
    private readonly PolicyViews _policies;
    private bool _isReady;

    public NodeReports(NodePlan plan, NodeCore core, FilterSets filters, string driver)
    {
        NodeNames names = new(plan, core);
        _plan = plan;
        _core = core;
        _filters = filters;
        _driver = driver;
        _isis = new IsisViews(plan, core, names);
        _views = new NodeViews(plan, core, names);
        _routes = new RouteViews(plan, core, names);
        _explain = new ExplainViews(plan, core, names, _views, _routes);
        _edge = new EdgeViews(plan, core, names);
        _policies = new PolicyViews(plan, core, filters);
        _drain = new DrainViews(plan, core, names, _views);
    }

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

    /// <summary>Drains the node or brings it back; null, or why not.</summary>
    public Func<bool, string?> SetDrained { get; init; } = _ => "this node cannot be drained";

    /// <summary>The daemon's own counters.</summary>
    public Func<IEnumerable<KeyValuePair<string, long>>> Daemon { get; set; } = () => [];

    public NodeReport Report(ApiRequest request)
    {
        string table = request.Get;
        WallClock clock = WallClock.Now;
        NodeReport report = new()
        {
            Format = ApiFormat.Of(table),
            Node = _plan.Node.Name,
            Instance = _instance,
            At = clock.Time,
            Sequence = _core.Events.Last,
        };
        return table switch
        {
            ApiFormat.Status => report with { Status = Status() },
            ApiFormat.Hosts => report with { Hosts = _views.Hosts(clock) },
            ApiFormat.Routes => report with { Routes = _routes.Routes() },
            ApiFormat.Gateways => report with { Gateways = _views.Gateways() },
            ApiFormat.Ports => report with { Ports = _views.Ports(clock) },
            ApiFormat.Neighbors => report with { Neighbors = _views.Neighbors(clock) },
            ApiFormat.Keys => report with { Keys = _views.Keys(clock) },
            ApiFormat.Bindings => report with { Bindings = _edge.Bindings(clock) },
            ApiFormat.Violations => report with { Violations = _edge.Violations(clock) },
            ApiFormat.Policies => report with { Policies = _policies.Policies() },
            ApiFormat.RefusedFrames => report with { RefusedFrames = _edge.Frames(clock) },
            ApiFormat.Counters => report with { Counters = Counters() },
            ApiFormat.Events => report with
            {
                Events = [.. _core.Events.After(request.After).Select(item => EventOf(item, clock))],
                Lost = Math.Max(0, _core.Events.First - 1 - request.After) is var lost and > 0 ? lost : null,
            },
            ApiFormat.Explain => Explain(report, request, clock),
            ApiFormat.Drain => report with { Drain = _drain.Drain(clock) },
            ApiFormat.IsisDatabase => report with { Lsps = _isis.Database(clock, request.Detail) },
            ApiFormat.IsisSpf => report with { Paths = _isis.Paths() },
            ApiFormat.IsisRoutes => report with { Prefixes = _isis.Prefixes() },
            ApiFormat.IsisFragments => report with { Fragments = _isis.Fragments(clock) },
            _ => throw new ArgumentOutOfRangeException(nameof(request), table, "no such table"),
        };
    }

    public string? Change(ApiRequest request) => request.Do switch
    {
        ApiFormat.DoExpect => Expectations.Take(_plan, request, _core.Expect),
        ApiFormat.DoOpen => OpenPort(request.Port),
        _ => SetDrained(request.Do == ApiFormat.DoDrain),
    };

    public NodeReport ReportOf(in LoggedEvent item)
    {
        WallClock clock = WallClock.Now;
        return new NodeReport
        {
            Format = ApiFormat.Of(ApiFormat.Events),
            Node = _plan.Node.Name,
            Instance = _instance,
            At = clock.Time,
            Sequence = item.Sequence,
            Events = [EventOf(item, clock)],
        };
    }

    private string? OpenPort(string? name)
    {
        if (_plan.FindPort(name ?? string.Empty) is not { } port)
        {
            return $"{_plan.Node.Name} has no port '{name}'";
        }

        if (!_core.Switch.Tables.ShutPorts.TryGet(port.Index, out _))
        {
            return $"{port.Name} of {_plan.Node.Name} is not shut";
        }

        _core.OpenPort(port.Index);
        return null;
    }

    private EventReport EventOf(in LoggedEvent item, WallClock clock) => new()
    {
        Node = _plan.Node.Name,
        Sequence = item.Sequence,
        At = clock.TimeOf(item.At),
        AgeSeconds = clock.AgeOf(item.At),
        Kind = item.Event.Kind,
        Severity = item.Event.Severity.ToString().ToLowerInvariant(),
        Subject = item.Event.Subject,
        Text = item.Event.Text,
    };

    private NodeReport Explain(NodeReport report, ApiRequest request, WallClock clock)
    {
        if (!IpAddress.TryParse(request.Address, out IpAddress address))
        {
            return report with { Error = $"'{request.Address}' is not an IPv4 or IPv6 address" };
        }

        Vrf? vrf = _plan.Fabric.Vrfs.FirstOrDefault(item => request.Vrf is null ? item.Id == VrfId.Default : item.Name == request.Vrf);
        return vrf is null
            ? report with { Error = $"there is no VRF '{request.Vrf}'; there are {string.Join(", ", _plan.Fabric.Vrfs.Select(item => item.Name))}" }
            : report with { Explanations = [_explain.Explain(vrf.Id, address, clock)] };
    }

    private StatusReport Status()
    {
        ImmutableArray<NeighborReport> neighbors = _views.Neighbors(WallClock.Now);
        return new StatusReport
        {
            Node = _plan.Node.Name,
            Site = _plan.Node.Site.Name,
            Role = _plan.Node.Role.ToString().ToLowerInvariant(),
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "0",
            Pid = Environment.ProcessId,
            Ready = IsReady,
            Settled = _core.Switch.Tables.Settled,
            Drain = DrainViews.StateOf(_core.Switch.Isis.DrainPhase),
            ReadyAfterSeconds = ReadyAfter.TotalSeconds,
            UptimeSeconds = (DateTimeOffset.UtcNow - _started).TotalSeconds,
            Driver = _plan.Segments.IsEmpty ? "-" : _driver,
            FastPath = FastPath(),
            AdjacenciesUp = neighbors.Count(neighbor => neighbor.State == "up"),
            FabricPorts = neighbors.Length,
            HostsConfirmed = _views.HostsPerPort().Values.Sum(),
            Routes = _core.Switch.Tables.Routes.Count,
            ResidentBytes = Environment.WorkingSet,
        };
    }

    private ImmutableArray<CounterReport> Counters()
    {
        ImmutableArray<CounterReport>.Builder rows = ImmutableArray.CreateBuilder<CounterReport>();
        Add(_core.Switch.Hosts.Counters.Name, _core.Switch.Hosts.Counters.Snapshot());
        Add(_core.Switch.Edge.Counters.Name, _core.Switch.Edge.Counters.Snapshot());
        Add(_core.Switch.Gateway.Counters.Name, _core.Switch.Gateway.Counters.Snapshot());
        Add(_core.Switch.Gateway.ArpFaults.Name, _core.Switch.Gateway.ArpFaults.Snapshot());
        Add(_core.Switch.Gateway.NdFaults.Name, _core.Switch.Gateway.NdFaults.Snapshot());
        Add(_core.Switch.Gateway.VrrpFaults.Name, _core.Switch.Gateway.VrrpFaults.Snapshot());
        Add(_core.Switch.Isis.Counters.Name, _core.Switch.Isis.Counters.Snapshot());
        Add(_core.Switch.Isis.Faults.Name, _core.Switch.Isis.Faults.Snapshot());
        Add(_core.Switch.Isis.LinkVerdicts.Name, _core.Switch.Isis.LinkVerdicts.Snapshot());
        Add(_core.Switch.Isis.AreaVerdicts.Name, _core.Switch.Isis.AreaVerdicts.Snapshot());
        Add(_core.Switch.Bfd.Counters.Name, _core.Switch.Bfd.Counters.Snapshot());
        Add(_core.Switch.Bfd.Faults.Name, _core.Switch.Bfd.Faults.Snapshot());
        Add(_core.Switch.Dhcp.Counters.Name, _core.Switch.Dhcp.Counters.Snapshot());
        Add(_core.Switch.Dhcp.Refusals.Name, _core.Switch.Dhcp.Refusals.Snapshot());
        Add(_core.Switch.Dhcp.Faults.Name, _core.Switch.Dhcp.Faults.Snapshot());
        Add(_core.Switch.Dhcp.Faults6.Name, _core.Switch.Dhcp.Faults6.Snapshot());
        Add("filter", _filters.ReadCounters());
        Add("daemon", Daemon());
        return rows.ToImmutable();

        void Add(string group, IEnumerable<KeyValuePair<string, long>> counters)
        {
            foreach ((string name, long value) in counters)
            {
                rows.Add(new CounterReport(_plan.Node.Name, group, name, value));
            }
        }
    }
}
