using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>The secure edge of a leaf: looks at what hosts of guarded ports send before anybody believes it, and says who may have which address.</summary>
/// <remarks>The data plane refuses frames from sources that have no binding; this engine decides which bindings there may be. Time is an argument,
/// <see cref="NextDeadline"/> an output; all effects go to the caller's sink.</remarks>
public sealed class EdgeEngine
{
    /// <summary>How long a host that came with another leaf's word may stay on it. DHCP clients renew within half of their lease, and are seen again then.</summary>
    public static readonly TimeSpan CarriedTime = TimeSpan.FromHours(1);

    private readonly NodePlan _plan;
    private readonly GrantTable _grants;
    private readonly AddressOwners _owners;
    private readonly ArpInspector _arp;
    private readonly NeighborInspector _neighbors;
    private readonly ViolationBook _book;
    private readonly RefusedFrames _frames = new();
    private readonly ShutBook _shut;

    /// <summary>Makes the engine of one node.</summary>
    /// <param name="plan">The node.</param>
    /// <param name="vouchers">What other leaves say.</param>
    public EdgeEngine(NodePlan plan, IVouchers vouchers)
    {
        _plan = plan;
        _grants = new GrantTable(plan.Fabric.Limits.HostsPerNode);
        _owners = new AddressOwners(plan.Fabric, _grants, vouchers);
        _arp = new ArpInspector(_owners);
        _neighbors = new NeighborInspector(_owners);
        _book = new ViolationBook(plan);
        _shut = new ShutBook(plan);
    }

    /// <summary>Frames that guarded ports refused, by reason; monitored ports' count as well.</summary>
    public CounterGroup<ViolationReason> Counters { get; } = new("edge");

    /// <summary>Who did what at which port, by port, the newest first.</summary>
    public IEnumerable<ViolationRecord> Violations => _book.Records;

    /// <summary>The last frames that were refused, the oldest first: of each offence the first few, and one for each event.</summary>
    public IEnumerable<RefusedFrame> Frames => _frames.All;

    /// <summary>Addresses that were given to hosts for a time.</summary>
    public IEnumerable<AddressGrant> Grants => _grants.All;

    /// <summary>How many addresses were given so.</summary>
    public int GrantCount => _grants.Count;

    /// <summary>Begins to keep what changes for <see cref="TakeGrantChanges"/>.</summary>
    public void KeepGrantChanges() => _grants.KeepsChanges = true;

    /// <summary>Appends the keys of grants that were given, renewed or ended since the last time.</summary>
    public void TakeGrantChanges(List<BindingKey> into) => _grants.TakeChanges(into);

    /// <summary>The grant of an address, whoever has it.</summary>
    public bool TryGetGrant(BindingKey key, out AddressGrant grant) => _grants.TryGet(key, out grant);

    /// <summary>Why a host may have an address; null when nobody but itself says so.</summary>
    public AddressGrant? FindGrant(BindingKey key, MacAddress mac)
    {
        if (_plan.FindSegment(key.Segment) is { } segment && _owners.IsListed(new HostKey(segment.Vrf, key.Address), mac))
        {
            return new AddressGrant(key.Segment, key.Address, mac, PortIndex.None, GrantSource.Static, Instant.Never);
        }

        return _grants.TryGet(key, out AddressGrant grant) && grant.Mac == mac ? grant : null;
    }

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline => Instant.Min(_grants.NextDeadline, _shut.NextDeadline);

    /// <summary>Ends grants whose time is over, and opens ports.</summary>
    public void HandleTimer(Instant now, IEdgeEffects effects)
    {
        while (_grants.TryExpire(now, out AddressGrant grant))
        {
            effects.GrantEnded(now, grant);
        }

        while (_shut.TryOpenDue(now, out PortIndex port))
        {
            Opened(now, port, isEarly: false, effects);
        }
    }

    /// <summary>A port that was shut in an earlier life of this node stays so, unless its time is over or the fabric file says otherwise now.</summary>
    public void KeepShut(Instant now, in ShutPort port, IEdgeEffects effects)
    {
        if (port.Port.Value < _plan.Ports.Length && _plan.Ports[port.Port.Value].IsShutByBpdu && port.Row.Until > now)
        {
            Shut(port.Port, port.Row with { Until = Instant.Min(port.Row.Until, now + _plan.Fabric.Timers.BpduRecovery) }, effects);
        }
    }

    /// <summary>Opens a port before its time; one that is not shut stays as it is.</summary>
    public void Open(Instant now, PortIndex port, IEdgeEffects effects)
    {
        if (_shut.TryOpen(port))
        {
            Opened(now, port, isEarly: true, effects);
        }
    }

    /// <summary>A host has been given an address. False when there are too many such.</summary>
    public bool Grant(in AddressGrant grant) => _grants.Set(grant);

    /// <summary>A host that this node's daemon knew in its last life keeps what it was given then for as long as it may take the lease to be seen again.</summary>
    public AddressGrant? Adopt(Instant now, in AdoptedBinding adopted) => Carry(now, adopted.Key, adopted.Row);

    /// <summary>A host is bound at a strict port on another leaf's word, whose claim goes as soon as this one counts: the word is kept for a time.</summary>
    /// <returns>What is kept; null where this node's own word is enough.</returns>
    public AddressGrant? Carry(Instant now, BindingKey key, in BindingRow row)
    {
        if (row.Port.Value >= _plan.Ports.Length || _plan.Ports[row.Port.Value] is not { Guard: PortGuard.Strict, FacesHosts: true }
            || _plan.FindSegment(key.Segment) is not { } segment || !_owners.IsCarried(segment, row.Mac, key.Address))
        {
            return null;
        }

        AddressGrant grant = new(key.Segment, key.Address, row.Mac, row.Port, GrantSource.Carried, now + CarriedTime);
        return _grants.Set(grant) ? grant : null;
    }

    /// <summary>A host has an address no longer.</summary>
    public void EndGrant(BindingKey key) => _grants.Remove(key);

    /// <summary>Looks at a frame of a host port before anybody else does.</summary>
    public EdgeVerdict Inspect(Instant now, PortIndex index, VlanId tag, ReadOnlySpan<byte> frame, IEdgeEffects effects)
    {
        PortPlan port = _plan.Ports[index.Value];
        if (_shut.IsShut(index))
        {
            // It was under way before the port went down.
            return EdgeVerdict.Refuse;
        }

        if (port.Bpdu == PortBpdu.Shut && EthernetView.TryParse(frame, out EthernetView outer) == EthernetFault.None && BridgeProtocol.IsBpdu(outer))
        {
            return HearBridge(now, port, tag, outer.Source, frame, effects);
        }

        if (!port.IsGuarded || port.SegmentOf(tag) is not { } id || _plan.FindSegment(id) is not { HasGateway: true } segment
            || EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return EdgeVerdict.Pass;
        }

        if (Judge(new EdgePlace(port, segment, ethernet.Source), ethernet) is not { } reason)
        {
            return EdgeVerdict.Pass;
        }

        Take(now, port, tag, ethernet.Source, reason, frame, effects);
        if (port.IsMonitored)
        {
            return EdgeVerdict.Pass;
        }

        return reason is ViolationReason.GatewayAddress or ViolationReason.SourceMac ? EdgeVerdict.GatewayOnly : EdgeVerdict.Refuse;
    }

    /// <summary>Looks at the report of a packet from somebody who has no binding. True when it may become evidence.</summary>
    public bool Inspect(Instant now, in FirstPacket packet, IEdgeEffects effects)
    {
        PortPlan port = _plan.Ports[packet.Port.Value];
        if (_shut.IsShut(packet.Port))
        {
            return false;
        }

        if (!port.IsGuarded || port.SegmentOf(packet.Tag) is not { } id || _plan.FindSegment(id) is not { } segment
            || _owners.Judge(new EdgePlace(port, segment, packet.Mac), packet.Address) is not { } reason)
        {
            return true;
        }

        if (Note(now, port, packet.Mac, reason, out ViolationRecord record, out long more))
        {
            record.Summary = $"packet from {packet.Address}";
            effects.Emit(now, new FrameRefused(port.Name, packet.Mac, reason, record.Summary, more, port.IsMonitored));
        }

        return port.IsMonitored;
    }

    /// <summary>Takes down what another engine has found wrong with a frame of a host port.</summary>
    /// <param name="now">When.</param>
    /// <param name="index">The port.</param>
    /// <param name="mac">Who sent it.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="summary">The frame in words.</param>
    /// <param name="effects">Takes the event.</param>
    public void Report(Instant now, PortIndex index, MacAddress mac, ViolationReason reason, string summary, IEdgeEffects effects)
    {
        PortPlan port = _plan.Ports[index.Value];
        if (Note(now, port, mac, reason, out ViolationRecord record, out long more))
        {
            record.Summary = summary;
            effects.Emit(now, new FrameRefused(port.Name, mac, reason, summary, more, port.IsMonitored));
        }
    }

    /// <summary>True when a host may be bound to an address at a place.</summary>
    public bool Admits(PortIndex index, SegmentPlan segment, MacAddress mac, IpAddress address)
    {
        PortPlan port = _plan.Ports[index.Value];
        return !port.IsGuarded || port.IsMonitored || _owners.Judge(new EdgePlace(port, segment, mac), address) is null;
    }

    /// <summary>True when the list or a lease gives an address to a host: other leaves may believe it, too.</summary>
    public bool Vouches(SegmentPlan segment, MacAddress mac, IpAddress address) => _owners.IsGiven(segment, mac, address);

    private ViolationReason? Judge(in EdgePlace at, in EthernetView ethernet)
    {
        if (at.Mac.IsGroup || at.Mac == MacAddress.Zero || _owners.IsGatewayMac(at.Mac))
        {
            return ViolationReason.SourceMac;
        }

        return ethernet.Type switch
        {
            EtherType.Arp or EtherType.Rarp => _arp.Inspect(at, ethernet),
            EtherType.Ipv6 => _neighbors.Inspect(at, ethernet),
            _ => null,
        };
    }

    private EdgeVerdict HearBridge(Instant now, PortPlan port, VlanId tag, MacAddress mac, ReadOnlySpan<byte> frame, IEdgeEffects effects)
    {
        Take(now, port, tag, mac, ViolationReason.Bpdu, frame, effects);
        if (!port.IsShutByBpdu)
        {
            return EdgeVerdict.Pass;
        }

        TimeSpan time = _plan.Fabric.Timers.BpduRecovery;
        Shut(port.Index, new ShutPortRow(mac, now, now + time), effects);
        effects.Emit(now, new PortShut(port.Name, mac, time));
        return EdgeVerdict.Refuse;
    }

    private void Shut(PortIndex port, in ShutPortRow row, IEdgeEffects effects)
    {
        _shut.Shut(port, row);
        effects.PortShut(new ShutPort(port, row));
    }

    private void Opened(Instant now, PortIndex port, bool isEarly, IEdgeEffects effects)
    {
        effects.PortOpened(port);
        effects.Emit(now, new PortOpened(_plan.Ports[port.Value].Name, isEarly));
    }

    private void Take(Instant now, PortPlan port, VlanId tag, MacAddress mac, ViolationReason reason, ReadOnlySpan<byte> frame, IEdgeEffects effects)
    {
        bool isTold = Note(now, port, mac, reason, out ViolationRecord record, out long more);
        if (isTold || _book.IsRare(record))
        {
            _frames.Add(now, port.Index, tag, reason, frame);
        }

        if (isTold)
        {
            record.Summary = FramePrinter.Print(frame);
            effects.Emit(now, new FrameRefused(port.Name, mac, reason, record.Summary, more, port.IsMonitored));
        }
    }

    private bool Note(Instant now, PortPlan port, MacAddress mac, ViolationReason reason, out ViolationRecord record, out long more)
    {
        Counters.Increment(reason);
        return _book.Note(now, port.Index, mac, reason, out record, out more);
    }
}
