using System.Runtime.InteropServices;
using Weft.Linux;
using Weft.Model;
using Weft.Node;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>Runs a node on this machine: one thread, one loop. Inputs are taken, then what is due is done, then the kernel is changed.</summary>
public sealed class NodeRunner : IDisposable
{
    private readonly DaemonOptions _options;
    private readonly NodePlan _plan;
    private readonly DaemonLog _log;
    private readonly EventLoop _loop = new();
    private readonly RtnetlinkKernel _kernel;
    private readonly FilterSets _filters;
    private readonly Recorder? _recorder;
    private readonly NodeCore _core;
    private readonly PortRoom? _room;
    private readonly KernelDataPlane _dataPlane;
    private readonly Heartbeat _heartbeat;
    private readonly FastPathKeeper _fastPath;
    private readonly PriorityKeeper _priorities;
    private readonly DrainKeeper _drain;
    private readonly GrantKeeper _grants;
    private readonly ShutKeeper _shut;
    private readonly NodeReports _reports;
    private readonly ApiServer _api;
    private IsisKeys _keys;
    private readonly PolicyHits _policyHits;
    private FirstPacketLog? _firstPackets;
    private PolicyHitLog? _policyLog;
    private static readonly TimeSpan s_floodTold = TimeSpan.FromSeconds(10);

    private readonly Dictionary<PortIndex, Instant> _toldOfFlood = [];
    private bool _settled;
    private volatile bool _stop;
    private volatile bool _reload;

    /// <summary>Opens everything; changes nothing in the kernel yet.</summary>
    public NodeRunner(DaemonOptions options, NodePlan plan, IsisKeys keys, DaemonLog log, ulong seed)
    {
        _options = options;
        _plan = plan;
        _keys = keys;
        _log = log;
        _kernel = new RtnetlinkKernel();
        _filters = new FilterSets(plan);
        _recorder = options.RecordPath is { } path ? new Recorder(path, plan, seed) : null;
        _core = new NodeCore(plan, seed, _loop, _filters, log, _recorder);
        _room = PortRoom.For(plan, options.FastPath);
        _dataPlane = new KernelDataPlane(plan, _kernel, _filters, _core, new DataPlaneOptions { Bridges = options.Driver, Room = _room });
        _heartbeat = new Heartbeat(plan, _filters, log);
        _fastPath = new FastPathKeeper(plan, _dataPlane, log, options.FastPath);
        _priorities = new PriorityKeeper(plan, log);
        _core.Forgotten = (packet, index) => _fastPath.Forget(packet, index);
        _drain = new DrainKeeper(options.StateFolder, plan.Node.Name, _core, log);
        _grants = new GrantKeeper(options.StateFolder, plan, _core, log);
        _shut = new ShutKeeper(options.StateFolder, plan, _core, log);
        _reports = new NodeReports(plan, _core, _filters, _dataPlane.Bridges.Name) { FastPath = () => _fastPath.Status, SetDrained = _drain.Set };
        _api = new ApiServer(_loop, options.ApiPath, _reports);
        _policyHits = new PolicyHits(plan.Fabric, _core.Emit);
        _core.Sockets.Flooded = TellFlood;
        _core.Published = item => _api.Publish(item);
        _reports.Daemon = DaemonCounters;
    }

    /// <summary>Prepares the node, adopts what a predecessor left, and starts to listen. Throws <see cref="KernelException"/> when the
    /// kernel refuses something without which the node cannot work.</summary>
    public void Start()
    {
        // The filter first: ports must not carry a frame that it would have refused.
        bool kept = NftLibrary.Load(_plan);
        _fastPath.Start();
        _priorities.Start();
        _shut.Restore();
        _dataPlane.Prepare(_core.Switch.Tables);
        _firstPackets = new FirstPacketLog(_plan, _core.Sockets.PortOf);
        _loop.Add(_firstPackets.Descriptor, Interest.Read, _ => TakeFirstPackets());
        ListenToRules();
        _loop.Add(_dataPlane.EventDescriptor, Interest.Read, _ => _dataPlane.HandleEvents(MonotonicClock.Now));
        if (_keys != IsisKeys.None)
        {
            _core.SetKeys(_keys);
        }

        foreach (string fault in _core.Relay.Open())
        {
            _log.Write(LogLevel.Alarm, "relay-closed", fault);
        }

        _drain.Restore();
        _core.Sockets.RefreshAll();
        IReadOnlyList<AdoptedBinding> adopted = _dataPlane.AdoptState(MonotonicClock.Now);
        if (!_dataPlane.HasAdoptedRoutes)
        {
            _core.StartCold();
        }

        _grants.Restore();
        foreach (AdoptedBinding binding in adopted)
        {
            _core.Found(binding);
        }

        _dataPlane.ReportState();
        Work();
        _heartbeat.Beat(MonotonicClock.Now);
        _reports.IsReady = true;
        string found = adopted.Count > 0 ? $"; adopted {adopted.Count} hosts of its predecessor" : "";
        _log.Write(
            LogLevel.Information, "ready",
            $"{_plan.Node.Name} of fabric {_plan.Fabric.Name} runs after {_reports.ReadyAfter.TotalMilliseconds:0} ms, "
            + $"{_dataPlane.Bridges.Name} bridges{(kept ? "" : ", filter with new sets")}{found}");
        ServiceManager.Notify("READY=1");
    }

    /// <summary>Runs until it is asked to stop. The kernel goes on forwarding afterwards.</summary>
    public void Run()
    {
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, AskToStop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, AskToStop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, AskToReload);
        while (!_stop)
        {
            Instant wake = Instant.Min(Instant.Min(_core.Switch.NextDeadline, _dataPlane.NextDeadline), Instant.Min(_heartbeat.Next, _core.Sockets.NextDeadline));
            _loop.Wait(wake);
            if (_reload)
            {
                _reload = false;
                Reload();
            }

            Work();
        }

        ServiceManager.Notify("STOPPING=1");
        _core.Stop();
        _grants.Dispose();
        _filters.LetGo();
        _log.Write(LogLevel.Information, "stopped", "asked to stop; the kernel goes on forwarding and answers for the gateways");
    }

    public void Dispose()
    {
        _fastPath.Dispose();
        _room?.Dispose();
        _priorities.Dispose();
        _api.Dispose();
        _core.Sockets.Dispose();
        _core.Relay.Dispose();
        _firstPackets?.Dispose();
        _policyLog?.Dispose();
        _recorder?.Dispose();
        _filters.Dispose();
        _kernel.Dispose();
        _loop.Dispose();
    }

    /// <summary>What the daemon itself counts.</summary>
    private IEnumerable<KeyValuePair<string, long>> DaemonCounters() =>
    [
        new("ReceiveDrops", _heartbeat.ReceiveDrops),
        new("PortRests", _core.Sockets.Rests),
        new("FirstPacketOverruns", _firstPackets?.Overruns ?? 0),
        new("FirstPacketsUnreadable", _firstPackets?.Unreadable ?? 0),
        new("PolicyHitOverruns", _policyLog?.Overruns ?? 0),
        new("PolicyHitsUnreadable", _policyLog?.Unreadable ?? 0),
        new("PolicyHitsUntold", _policyHits.Untold),
        new("FilterReloads", _heartbeat.FilterReloads),
        new("FastPathRefused", _fastPath.Refused),
        new("RelaySendErrors", _core.Relay.SendErrors),
        new("ApiBadRequests", _api.BadRequests),
        new("ApiDenied", _api.Denied),
        new("ApiSlowClients", _api.SlowClients),
    ];

    private void Work()
    {
        Instant now = MonotonicClock.Now;
        _core.Sockets.Resume(now);
        _core.HandleTimers(now);
        if (_dataPlane.NextDeadline <= now)
        {
            _dataPlane.HandleTimer(now);
        }

        NodeTables tables = _core.Switch.Tables;
        if (tables.HasChanges || tables.Settled != _settled)
        {
            _settled = tables.Settled;
            _dataPlane.Apply(now, tables);
        }

        _core.FlushForgotten();
        _grants.Keep();
        _shut.Keep();

        if (_heartbeat.Next <= now && _reports.IsReady)
        {
            _heartbeat.Beat(now);
            _fastPath.Beat(now);
            _priorities.Beat();
            _heartbeat.CountDrops(_core.Sockets.TakeDropped());
            if (_heartbeat.MustRepair)
            {
                _dataPlane.Repair(now);
            }
        }

        _recorder?.Flush();
    }

    private void TellFlood(PortIndex port)
    {
        Instant now = MonotonicClock.Now;
        if (!_toldOfFlood.TryGetValue(port, out Instant last) || now - last >= s_floodTold)
        {
            _toldOfFlood[port] = now;
            PortPlan plan = _plan.Ports[port.Value];
            _core.Emit(new PortFlooded(plan.Name, _plan.Fabric.Limits.ControlFramesOf(plan)));
        }
    }

    private void ListenToRules()
    {
        if (PolicyHits.AreAskedFor(_plan.Fabric))
        {
            PolicyHitSink sink = new(_policyHits);
            _policyLog = new PolicyHitLog();
            _loop.Add(_policyLog.Descriptor, Interest.Read, _ => _policyLog.Receive(sink));
        }
    }

    private void TakeFirstPackets()
    {
        long before = _firstPackets!.Overruns;
        _firstPackets.Receive(_core);
        if (_firstPackets.Overruns > before)
        {
            // Hosts whose report was lost would stay unknown until their element expires.
            _filters.ForgetAll();
        }
    }

    private void AskToStop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stop = true;
        _loop.Wake();
    }

    private void AskToReload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reload = true;
        _loop.Wake();
    }

    private void Reload()
    {
        NodeLoad load = NodeLoad.Read(_options.FabricPath, _plan.Node.Name);
        if (load.Plan is null)
        {
            foreach (string fault in load.Faults)
            {
                _log.Write(LogLevel.Alarm, "reload-refused", fault);
            }

            _log.Write(LogLevel.Alarm, "reload-refused", $"{_options.FabricPath} has faults; the last good revision keeps running");
            return;
        }

        ReloadKeys(load.Plan.Fabric);
        _log.Write(
            LogLevel.Warning, "reload-checked",
            $"{_options.FabricPath} is valid, but a running node does not take changes over: restart it, it goes on forwarding meanwhile");
    }

    /// <summary>Keys are the one thing that a running node takes over, so that they can be changed without losing an adjacency.</summary>
    private void ReloadKeys(Fabric fabric)
    {
        KeyLoad load = KeyLoad.Read(_options, fabric);
        foreach (string fault in load.Faults)
        {
            _log.Write(LogLevel.Alarm, "keys-refused", $"{fault}; the keys in use stay");
        }

        if (load.Keys is null || (load.Keys == IsisKeys.None && _keys == IsisKeys.None))
        {
            return;
        }

        IsisKeys before = _keys;
        _keys = load.Keys;
        _core.SetKeys(_keys);
        before.Erase();
    }
}
