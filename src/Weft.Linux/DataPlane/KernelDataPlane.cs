using Weft.Model;

namespace Weft.Linux;

/// <summary>A node's data plane on the Linux kernel: prepares the node, adopts what an earlier life left, and keeps the kernel as the
/// node's tables want it. Single-threaded; time is an argument. Call <see cref="HandleEvents"/> when <see cref="EventDescriptor"/>
/// is readable and <see cref="HandleTimer"/> when <see cref="NextDeadline"/> has come.</summary>
public sealed class KernelDataPlane
{
    private readonly DataPlaneState _state;
    private readonly IKernel _kernel;
    private readonly DataPlaneOptions _options;
    private readonly IDataPlaneEvents _events;
    private readonly NodeSetup _setup;
    private readonly KernelTables _tables;
    private readonly PortWatcher _ports;
    private readonly ForeignRoutes _foreign;
    private readonly EventSink _sink;
    private readonly ChangeBuffers _shutChanges = new();
    private Instant _auditDue = Instant.Never;

    /// <summary>Looks at the interfaces that are there; nothing is written yet.</summary>
    public KernelDataPlane(NodePlan plan, IKernel kernel, IFilterSets filters, IDataPlaneEvents events, DataPlaneOptions? options = null)
    {
        _options = options ?? new DataPlaneOptions();
        _kernel = kernel;
        _events = events;
        _state = new DataPlaneState(plan, _options.DeleteDelay);
        LinkSetup links = new(kernel, _state.Interfaces.Links);
        Bridges = BridgeDrivers.Choose(plan, links, _options.Bridges);
        _setup = new NodeSetup(plan, Bridges, links, _options.Room) { IsShut = port => _state.Tables.ShutPorts.TryGet(port, out _) };
        _tables = new KernelTables(_state, kernel, Bridges, filters, events);
        _ports = new PortWatcher(_state, events);
        _foreign = new ForeignRoutes(_state, events);
        _sink = new EventSink(this);
    }

    /// <summary>How segments became bridges.</summary>
    public IBridgeDriver Bridges { get; }

    /// <summary>Which kernel interface stands for which port and segment.</summary>
    public NodeInterfaces Interfaces => _state.Interfaces;

    /// <summary>Readable when the kernel has notifications.</summary>
    public int EventDescriptor => _kernel.EventDescriptor;

    /// <summary>When <see cref="HandleTimer"/> must be called at the latest.</summary>
    public Instant NextDeadline => Instant.Min(_auditDue, _tables.NextDeadline);

    /// <summary>Brings up the static part of the node; doing it again does no harm. Throws <see cref="KernelException"/> when the
    /// kernel refuses something without which the node cannot work.</summary>
    public void Prepare()
    {
        _setup.Prepare();
        _state.Interfaces.Resolve();
    }

    /// <summary>The same where something is already known to be wanted: ports that an earlier life has shut must not come up for a moment.</summary>
    public void Prepare(NodeTables wanted)
    {
        _state.Tables = wanted;
        Prepare();
    }

    /// <summary>Reads what an earlier life of this node left in the kernel, and returns its local hosts, sorted. Nothing of it is
    /// deleted before the tables are settled. Hosts whose port cannot be told are left out, but they keep forwarding.</summary>
    public IReadOnlyList<AdoptedBinding> AdoptState(Instant now)
    {
        _tables.Load(now);
        ScheduleAudit(now);
        HasAdoptedRoutes = _tables.Routes.Count > 0;
        return new Adoption(_state, _kernel).Bindings(_tables);
    }

    /// <summary>Whether an earlier life left routes, by which the node goes on forwarding.</summary>
    public bool HasAdoptedRoutes { get; private set; }

    /// <summary>Reports the state of every port and every foreign route that was not reported before.</summary>
    public void ReportState()
    {
        ReadLinkLocals();
        _ports.Report();
        _foreign.Load(_kernel);
    }

    /// <summary>Lets known hosts use a fast path from now on; none with null.</summary>
    public void UseFastPath(Instant now, IFastPath? fast)
    {
        _tables.UseFastPath(fast);
        _tables.Write(now);
    }

    /// <summary>Writes what changed in the tables since the last call: what routes need first, then routes, deletes last.</summary>
    public void Apply(Instant now, NodeTables tables)
    {
        _state.Tables = tables;
        SetPorts();
        _tables.TakeChanges();
        _tables.Write(now);
        RepairIfLost(now);
    }

    /// <summary>Tries refused rows again whose time has come, collects unused next hops, and audits when that is due.</summary>
    public void HandleTimer(Instant now)
    {
        if (_auditDue <= now)
        {
            Audit(now);
        }

        if (_tables.ContinueAudit(now) is int drifted)
        {
            ReportDrift(drifted);
        }

        _tables.MarkDue(now);
        _tables.Write(now);
        RepairIfLost(now);
    }

    /// <summary>Takes the kernel's notifications: port states and foreign routes are reported, lost routes put back at once.</summary>
    public void HandleEvents(Instant now)
    {
        _sink.Begin();
        _kernel.ReadEvents(_sink);
        if (_sink.Overwritten > 0)
        {
            _events.Emit(new DriftRepaired($"{_sink.Overwritten} next-hop groups", "overwritten by another daemon"));
        }

        if (_sink.MustRepair)
        {
            Repair(now);
            return;
        }

        if (_sink.LinksChanged)
        {
            _ports.Report();

            // A link that loses its carrier takes the next hops through it along, and the kernel does not tell of the routes.
            _foreign.Load(_kernel);
        }

        _tables.Write(now);
    }

    /// <summary>Compares everything with the kernel and puts right what differs: the static part, every row, port states and foreign routes.</summary>
    public void Repair(Instant now)
    {
        TryPrepare();
        ScheduleAudit(now);
        int drifted = _tables.Load(now);
        _tables.MarkWaiting();
        _tables.Write(now);
        ReportDrift(drifted);
        ReportState();
    }

    /// <summary>The same, but routes are compared piece by piece: nothing is known to have happened, so there is no haste.</summary>
    private void Audit(Instant now)
    {
        TryPrepare();
        ScheduleAudit(now);
        int drifted = _tables.BeginAudit(now);
        _tables.MarkWaiting();
        ReportDrift(drifted);
        ReportState();
    }

    /// <summary>A port is down before anything else of the change is written: what is behind it may be a loop.</summary>
    private void SetPorts()
    {
        foreach (PortIndex port in _shutChanges.Take(_state.Tables.ShutPorts))
        {
            try
            {
                _setup.SetPort(_state.Plan.Ports[port.Value]);
            }
            catch (KernelException exception)
            {
                // The next event or audit tries again.
                _events.Emit(new RowRefused($"port {_state.Plan.Ports[port.Value].Name}", new KernelResult(exception.Error, exception.Message)));
            }
        }
    }

    private void TryPrepare()
    {
        try
        {
            Prepare();
        }
        catch (KernelException exception)
        {
            // A cable that is just being pulled fails here; the next event or audit tries again.
            _events.Emit(new RowRefused("the node's set-up", new KernelResult(exception.Error, exception.Message)));
        }
    }

    private void ReportDrift(int drifted)
    {
        if (drifted > 0)
        {
            _events.Emit(new DriftRepaired($"{drifted} rows", "missing or different in the kernel"));
        }
    }

    private void RepairIfLost(Instant now)
    {
        if (_tables.Lost)
        {
            _events.Emit(new NotificationsLost("replies"));
            Repair(now);
        }
    }

    private void ScheduleAudit(Instant now) =>
        _auditDue = now + _options.AuditInterval + TimeSpan.FromSeconds(_tables.Routes.Count / 1000);

    private void ReadLinkLocals()
    {
        List<KernelAddress> addresses = [];
        _kernel.ReadAddresses(addresses);
        _ports.ForgetAddresses();
        foreach (KernelAddress address in addresses)
        {
            _ports.AddressChanged(address, removed: false);
        }
    }

    /// <summary>Sorts notifications into what must be done about them.</summary>
    private sealed class EventSink(KernelDataPlane owner) : IKernelEvents
    {
        internal bool LinksChanged { get; private set; }

        internal bool MustRepair { get; private set; }

        /// <summary>Next-hop groups that somebody else wrote into.</summary>
        internal int Overwritten { get; private set; }

        internal void Begin()
        {
            Overwritten = 0;
            LinksChanged = false;
            MustRepair = false;
        }

        public void LinkChanged(in KernelLink link, bool removed)
        {
            LinkTable links = owner._state.Interfaces.Links;
            bool known = links.TryGet(link.Index, out KernelLink before);
            bool ours = owner._state.IsOurs(link.Name) || (known && owner._state.IsOurs(before.Name));
            if (removed)
            {
                links.Remove(link.Index);
            }
            else
            {
                links.Put(link);
            }

            if (ours)
            {
                LinksChanged = true;
                bool carrier = !removed && link.IsUp && link.HasCarrier;
                if (known && carrier != (before.IsUp && before.HasCarrier))
                {
                    owner._tables.CarrierChanged(link.Index, carrier);
                }

                // Going down the kernel drops routes without a word; what is new or renamed must be set up.
                MustRepair |= removed || !known || before.IsUp != link.IsUp || before.Name != link.Name || before.Master != link.Master;
            }
        }

        public void AddressChanged(in KernelAddress address, bool removed)
        {
            owner._ports.AddressChanged(address, removed);
            LinksChanged = true;

            // Addresses of this node are part of its set-up; the kernel drops routes with them.
            MustRepair |= removed && !address.Address.IsLinkLocal && owner._state.IsOurs(address.InterfaceIndex);
        }

        public void RouteChanged(in KernelRoute route, bool removed)
        {
            if (owner._tables.RouteChanged(route, removed))
            {
                owner._events.Emit(new DriftRepaired($"route {route.Prefix}", removed ? "deleted" : "replaced"));
            }

            owner._foreign.RouteChanged(route, removed);
        }

        public void NextHopChanged(in KernelNextHop nextHop, bool removed)
        {
            if (removed)
            {
                owner._tables.NextHopDeleted(nextHop.Id);
            }
            else if (owner._tables.NextHopWritten(nextHop))
            {
                Overwritten++;
            }
        }

        public void Overrun()
        {
            MustRepair = true;
            owner._events.Emit(new NotificationsLost("notifications"));
        }
    }
}
