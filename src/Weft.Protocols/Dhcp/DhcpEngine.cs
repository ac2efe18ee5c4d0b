using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Dhcp;

/// <summary>Watches the DHCP of a leaf's hosts and relays it: knows which address a server has leased to which MAC behind which port (RFC 7513),
/// and carries messages between hosts and servers of other subnets (RFC 2131, RFC 3046, RFC 8415).</summary>
/// <remarks>What a client says creates nothing: a lease comes from a server's answer to it, and ends by the word of the port and MAC that hold it, of a
/// server, or of time. Frames are borrowed for the call; time is an argument and <see cref="NextDeadline"/> an output.</remarks>
public sealed class DhcpEngine
{
    private readonly DhcpMap _map;
    private readonly LeaseBook _book;
    private readonly TransactionTable _transactions;
    private readonly DhcpWatch4 _watch4;
    private readonly DhcpWatch6 _watch6;

    /// <summary>Makes the engine of one node.</summary>
    public DhcpEngine(NodePlan plan)
    {
        _map = new DhcpMap(plan);
        _book = new LeaseBook(_map, Counters, Refusals);
        _transactions = new TransactionTable(plan, Counters);
        _watch4 = new DhcpWatch4(_book, _transactions, new DhcpRelay4(plan, Counters), Counters);
        _watch6 = new DhcpWatch6(_book, _transactions, new DhcpRelay6(plan, Counters), Counters);
    }

    /// <summary>What was done with messages.</summary>
    public CounterGroup<DhcpCounter> Counters { get; } = new("dhcp");

    /// <summary>Messages that were not believed, by reason.</summary>
    public CounterGroup<DhcpRefusal> Refusals { get; } = new("dhcp-refused");

    /// <summary>Malformed messages over IPv4, by fault.</summary>
    public CounterGroup<DhcpFault> Faults { get; } = new("dhcp-faults");

    /// <summary>Malformed messages over IPv6, by fault.</summary>
    public CounterGroup<Dhcp6Fault> Faults6 { get; } = new("dhcp6-faults");

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline => _book.Leases.Deadline;

    /// <summary>The leases of local hosts, by segment and address.</summary>
    public IEnumerable<AddressGrant> Leases => _book.Leases.All.OrderBy(static lease => new BindingKey(lease.Segment, lease.Address));

    /// <summary>Leases of local hosts.</summary>
    public int LeaseCount => _book.Leases.Count;

    /// <summary>Client messages that wait for an answer, those included that have waited too long.</summary>
    public int TransactionCount => _transactions.Count;

    /// <summary>Addresses in quarantine, those included whose time is over.</summary>
    public int QuarantineCount => _book.QuarantineCount;

    /// <summary>Takes up a lease that the node knew in an earlier life, or that its host brought along. Nothing is told of it.</summary>
    public void Restore(Instant now, in AddressGrant lease)
    {
        if (lease.Source is GrantSource.Dhcp or GrantSource.Carried && lease.Expires > now && _map.Plan.FindSegment(lease.Segment) is not null
            && lease.Port.Value < _map.Plan.Ports.Length && _book.Leases.HasRoom(lease.Port))
        {
            _book.Leases.Set(lease);
        }
    }

    /// <summary>A host has left its port: its lease is no longer this node's business, and its MAC may turn up at any port.</summary>
    public void HandleLeft(SegmentId segment, IpAddress address)
    {
        if (_book.Leases.Remove(new BindingKey(segment, address)))
        {
            Counters.Increment(DhcpCounter.LeaseLeft);
        }
    }

    /// <summary>A host has moved to another port of this node, which was asked about where it had to be: its lease comes along.</summary>
    /// <returns>The lease as it is now; null where nothing has changed.</returns>
    public AddressGrant? HandleMoved(BindingKey key, MacAddress mac, PortIndex port)
    {
        if (!_book.Leases.TryGet(key, out AddressGrant lease) || lease.Mac != mac || lease.Port == port)
        {
            return null;
        }

        lease = lease with { Port = port };
        _book.Leases.Set(lease);
        Counters.Increment(DhcpCounter.LeaseRefreshed);
        return lease;
    }

    /// <summary>A host is where it was no longer, and nobody knows where else: its lease goes on, but its MAC may turn up at any port.</summary>
    public void HandleSilent(BindingKey key) => _book.Leases.NoteSilence(key);

    /// <summary>The state of a port. Hosts of a port that is down may have gone to any other.</summary>
    public void HandlePort(PortIndex port, in PortStatus status) => _map.SetUp(port, status.Up);

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IDhcpEffects effects) => _book.Expire(now, effects);

    /// <summary>Takes an untagged Ethernet frame that arrived with a tag (0: none). Frames that are no DHCP are ignored.</summary>
    public void HandleFrame(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame, IDhcpEffects effects)
    {
        if (!DhcpPacket.TryRead(frame, out DhcpPacket packet) || _map.Find(port, tag) is not { } place)
        {
            return;
        }

        if (packet.Source.IsIpv6)
        {
            HandleFrame6(now, place, packet, effects);
        }
        else
        {
            HandleFrame4(now, place, packet, effects);
        }
    }

    /// <summary>Takes a datagram that came to the node itself, to the port of a relay.</summary>
    public void HandleDatagram(Instant now, in Datagram datagram, ReadOnlySpan<byte> payload, IDhcpEffects effects)
    {
        if (datagram.Destination.IsIpv6)
        {
            Dhcp6Fault fault = Dhcp6RelayView.TryParse(payload, out Dhcp6RelayView message);
            if (fault != Dhcp6Fault.None)
            {
                Faults6.Increment(fault);
                Counters.Increment(DhcpCounter.Malformed);
            }
            else if (!TryFindPlace(message, out DhcpPlace? place))
            {
                Counters.Increment(DhcpCounter.PlaceUnknown);
            }
            else
            {
                _watch6.HandleReply(now, place!, datagram, message, effects);
            }

            return;
        }

        if (TryRead(payload, out DhcpView reply))
        {
            if (!TryFindPlace(reply, out DhcpPlace? place))
            {
                Counters.Increment(DhcpCounter.PlaceUnknown);
            }
            else
            {
                _watch4.HandleReply(now, place!, datagram, reply, effects);
            }
        }
    }

    private bool TryFindPlace(in Dhcp6RelayView message, out DhcpPlace? place)
    {
        place = message.Type == Dhcp6MessageType.RelayReply && message.TryFind(Dhcp6OptionCode.InterfaceId, out Dhcp6Option name) ? _map.Find(name.Data) : null;
        return place is not null;
    }

    private bool TryFindPlace(in DhcpView reply, out DhcpPlace? place)
    {
        place = reply.Operation == DhcpOperation.Reply
            && reply.TryFind(DhcpOptionCode.RelayInformation, out DhcpOption option)
            && DhcpAgentInformation.TryParse(option.Data, out DhcpAgentInformation information)
            && information.TryFind(DhcpAgentOptionCode.CircuitId, out ReadOnlySpan<byte> circuit)
                ? _map.Find(circuit)
                : null;
        return place is not null;
    }

    private void HandleFrame4(Instant now, DhcpPlace place, in DhcpPacket packet, IDhcpEffects effects)
    {
        if (!TryRead(packet.Payload, out DhcpView message))
        {
            return;
        }

        if (message.Operation == DhcpOperation.Reply)
        {
            if (MayServe(now, place, packet, effects))
            {
                _watch4.HandleServer(now, place, message, effects);
            }
        }
        else if (place.Port.FacesHosts && MaySend(now, place, packet, effects))
        {
            _watch4.HandleClient(now, place, packet, message, effects);
        }
    }

    private void HandleFrame6(Instant now, DhcpPlace place, in DhcpPacket packet, IDhcpEffects effects)
    {
        Dhcp6MessageType type = packet.Payload.IsEmpty ? default : (Dhcp6MessageType)packet.Payload[0];
        if (type is Dhcp6MessageType.Advertise or Dhcp6MessageType.Reply or Dhcp6MessageType.Reconfigure or Dhcp6MessageType.RelayReply)
        {
            // The answer to another relay is not for this link.
            if (MayServe(now, place, packet, effects) && type != Dhcp6MessageType.RelayReply && TryRead(packet.Payload, out Dhcp6View reply))
            {
                _watch6.HandleServer(now, place, packet, reply, effects);
            }

            return;
        }

        if (!place.Port.FacesHosts || !MaySend(now, place, packet, effects))
        {
            return;
        }

        if (type == Dhcp6MessageType.RelayForward)
        {
            _book.Refuse(now, place.Port.Index, DhcpRefusal.RelayedByClient, packet.SourceMac, effects);
        }
        else if (TryRead(packet.Payload, out Dhcp6View message))
        {
            _watch6.HandleClient(now, place, packet, message, effects);
        }
    }

    private bool MayServe(Instant now, DhcpPlace place, in DhcpPacket packet, IDhcpEffects effects) =>
        place.HasServers || _book.Refuse(now, place.Port.Index, DhcpRefusal.ServerOnClientPort, packet.SourceMac, effects);

    private bool MaySend(Instant now, DhcpPlace place, in DhcpPacket packet, IDhcpEffects effects) =>
        _map.BudgetOf(place.Port.Index).TryTake(now)
        || _book.Refuse(now, place.Port.Index, DhcpRefusal.RateExceeded, packet.SourceMac, effects);

    private bool TryRead(ReadOnlySpan<byte> payload, out DhcpView message)
    {
        DhcpFault fault = DhcpView.TryParse(payload, out message);
        if (fault != DhcpFault.None)
        {
            Faults.Increment(fault);
            Counters.Increment(DhcpCounter.Malformed);
        }

        return fault == DhcpFault.None;
    }

    private bool TryRead(ReadOnlySpan<byte> payload, out Dhcp6View message)
    {
        Dhcp6Fault fault = Dhcp6View.TryParse(payload, out message);
        if (fault != Dhcp6Fault.None)
        {
            Faults6.Increment(fault);
            Counters.Increment(DhcpCounter.Malformed);
        }

        return fault == Dhcp6Fault.None;
    }
}
