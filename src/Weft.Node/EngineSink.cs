using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Protocols.Dhcp;
using Weft.Protocols.Edge;
using Weft.Protocols.Gateway;
using Weft.Protocols.Hosts;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Node;

/// <summary>Routes what one engine tells to the engines and tables that need it. Engines never meet each other.</summary>
internal sealed class EngineSink(Switch node, RouteBooks routes) : IHostsEffects, IIsisEffects, IGatewayEffects, IBfdEffects, IEdgeEffects, IDhcpEffects
{
    private INodeEffects? _effects;
    private Instant _now;

    /// <summary>Binds the sink to the caller's effects for one input.</summary>
    public void Begin(Instant now, INodeEffects effects)
    {
        _now = now;
        _effects = effects;
    }

    public void End() => _effects = null;

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => Effects.Send(port, tag, frame);

    public void Send(PortIndex port, ReadOnlySpan<byte> frame) => Effects.Send(port, VlanId.Untagged, frame);

    public void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload) => Effects.SendDatagram(datagram, payload);

    public void GrantChanged(Instant now, in AddressGrant grant)
    {
        node.Edge.Grant(grant);

        // Who sat there without a right goes, and other leaves hear that the host is vouched for.
        node.Hosts.Review(now, new BindingKey(grant.Segment, grant.Address), this);
    }

    public void GrantEnded(Instant now, in AddressGrant grant, GrantEnd reason)
    {
        node.Edge.EndGrant(new BindingKey(grant.Segment, grant.Address));
        GrantEnded(now, grant);
    }

    public void Violation(Instant now, PortIndex port, DhcpRefusal reason, MacAddress mac)
    {
        ViolationReason? named = reason switch
        {
            DhcpRefusal.ServerOnClientPort => ViolationReason.DhcpServer,
            DhcpRefusal.RateExceeded => ViolationReason.DhcpFlood,
            DhcpRefusal.ServerUnknown or DhcpRefusal.AddressInvalid or DhcpRefusal.AddressQuarantined or DhcpRefusal.TooManyLeases => null,
            _ => ViolationReason.DhcpClient,
        };
        if (named is { } violation)
        {
            node.Edge.Report(now, port, mac, violation, $"DHCP: {reason}", this);
        }
    }

    public void Emit(NodeEvent nodeEvent) => Effects.Emit(_now, nodeEvent);

    public void Emit(Instant now, NodeEvent nodeEvent) => Effects.Emit(now, nodeEvent);

    public void Forget(in FirstPacket packet) => Effects.Forget(packet);

    public void GrantEnded(Instant now, in AddressGrant grant)
    {
        node.Hosts.Review(now, new BindingKey(grant.Segment, grant.Address), this);

        // With its last lease a MAC loses the IPv6 addresses that it has made up.
        node.Hosts.ReviewAll(now, grant.Segment, grant.Mac, this);
    }

    public void PortShut(in ShutPort port) => node.Tables.ShutPorts.Set(port.Port, port.Row);

    public void PortOpened(PortIndex port) => node.Tables.ShutPorts.Remove(port);

    public void ClaimOriginated(Instant now, in HostClaim claim) => node.Isis.Advertise(now, claim);

    public void ClaimRetracted(Instant now, HostKey key) => node.Isis.Withdraw(now, key);

    public void WinnersChanged(HostKey key, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> origins) => routes.SetHost(key, before, origins);

    public void SetBinding(BindingKey key, BindingRow row)
    {
        node.Tables.Bindings.Set(key, row);
        if (node.Dhcp.HandleMoved(key, row.Mac, row.Port) is { } moved)
        {
            node.Edge.Grant(moved);
        }

        if (node.Edge.Carry(_now, key, row) is { } carried)
        {
            // It may give the address back here before it has renewed its lease.
            node.Dhcp.Restore(_now, carried);
        }

        routes.AttachmentChanged(key);
    }

    public void RemoveBinding(BindingKey key)
    {
        node.Tables.Bindings.Remove(key);
        node.Dhcp.HandleSilent(key);
        routes.AttachmentChanged(key);
    }

    public void SetAttachedMac(AttachedMacKey key, AttachedMacRow row) => node.Tables.AttachedMacs.Set(key, row);

    public void RemoveAttachedMac(AttachedMacKey key) => node.Tables.AttachedMacs.Remove(key);

    public void HostArrived(Instant now, PortIndex port, VlanId tag, SegmentId segment, IpAddress address, MacAddress mac) =>
        node.Gateway.HostArrived(now, port, tag, segment, address, mac, this);

    public void HostMovedAway(Instant now, SegmentId segment, IpAddress address)
    {
        node.Gateway.HostMovedAway(now, segment, address, this);
        node.Dhcp.HandleLeft(segment, address);
    }

    public void ClaimReceived(Instant now, SystemId origin, AnnouncedClaim claim) => node.Hosts.HandleClaim(now, origin, claim, this);

    public void ClaimWithdrawn(Instant now, SystemId origin, HostKey key) => node.Hosts.HandleClaimWithdrawn(now, origin, key, this);

    public void OwnClaimRecovered(Instant now, in HostClaim claim) => node.Hosts.HandleRecoveredClaim(now, claim, this);

    public void ReachChanged(SystemId origin, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost)
    {
        routes.SetReach(origin, family, nextHops, cost);
        node.Hosts.HandleReach(origin, routes.Reaches(origin));
    }

    public void PrefixChanged(VrfId vrf, IpPrefix prefix, ReadOnlySpan<SystemId> origins, uint cost) =>
        routes.SetPrefix(new RouteKey(vrf, prefix), origins);

    public void NeighborChanged(PortIndex port, SystemId neighbor, IpAddress linkLocal, MacAddress mac, bool up)
    {
        FabricNeighborKey key = new(port, linkLocal);
        if (up)
        {
            node.Tables.FabricNeighbors.Set(key, new FabricNeighborRow(mac));
        }
        else
        {
            node.Tables.FabricNeighbors.Remove(key);
        }
    }

    public void NeighborHeard(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac) =>
        node.Bfd.HandleNeighbor(now, port, linkLocal, mac, this);

    public void LivenessChanged(Instant now, PortIndex port, Liveness liveness) => node.Isis.HandleLiveness(now, port, liveness, this);

    public void DrainChanged(Instant now, DrainPhase phase) => routes.SetDrained(phase == DrainPhase.Drained);

    public void Synchronized(Instant now) => node.DatabaseSynchronized(now);

    private INodeEffects Effects => _effects ?? throw new InvalidOperationException("an engine acted outside of an input");
}
