using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>
/// Gives each VRF what it imports of others: the subnets and hosts that are attached here, and the routes to the rest, with the next hops that
/// they have in their own VRF. A packet so changes its VRF at the first node, and a host that moves is followed in all VRFs at once.
/// </summary>
internal sealed class VrfLeaks
{
    /// <summary>Worse than what the VRF hears from an outside router of its own, and never announced.</summary>
    private const uint Metric = RouteMetrics.OtherSite + RouteMetrics.Private + RouteMetrics.ForeignDistance;

    private readonly NodePlan _plan;
    private readonly RoutePolicy _policy;
    private readonly NodeTables _tables;
    private readonly VrfImport[] _imports;

    public VrfLeaks(NodePlan plan, RoutePolicy policy, NodeTables tables)
    {
        _plan = plan;
        _policy = policy;
        _tables = tables;
        HashSet<VrfId> here = [VrfId.Default, .. plan.Vrfs.Select(vrf => vrf.Id)];
        _imports = [.. plan.Fabric.Imports.Where(import => here.Contains(import.Into) && here.Contains(import.From))];
    }

    /// <summary>Connected subnets, which nobody tells of.</summary>
    public void Start()
    {
        foreach (SegmentPlan segment in _imports.Length == 0 ? [] : _plan.Segments.Where(segment => segment.HasGateway))
        {
            foreach (GatewayAddress gateway in segment.Subnet.Gateways)
            {
                Refresh(new RouteKey(segment.Vrf, gateway.Prefix));
            }
        }
    }

    /// <summary>A route or a local host of a VRF came, changed or went: the VRFs that import it follow.</summary>
    public void Refresh(RouteKey key)
    {
        foreach (VrfImport import in _imports)
        {
            if (import.From != key.Vrf || !import.Covers(key.Prefix))
            {
                continue;
            }

            RouteKey into = new(import.Into, key.Prefix);
            if (_policy.IsInSubnet(into) || _policy.IsLoopback(key.Prefix))
            {
                continue;
            }

            if (AttachedTo(key) is { } segment)
            {
                _tables.Leaks.Set(into, new LeakRow(default, segment, Metric));
            }
            else if (_tables.Routes.TryGet(key, out RouteRow row) && !row.IsDiscard)
            {
                _tables.Leaks.Set(into, new LeakRow(row.Group, SegmentId.None, Metric));
            }
            else
            {
                _tables.Leaks.Remove(into);
            }
        }
    }

    /// <summary>True when an address of another VRF's subnet is imported.</summary>
    public bool Covers(VrfId vrf, IpAddress address)
    {
        foreach (VrfImport import in _imports)
        {
            if (import.Into == vrf && import.Covers(IpPrefix.Host(address)) && _policy.IsInSubnet(new RouteKey(import.From, IpPrefix.Host(address))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first segment of this node that has the host or the subnet, as the data plane would choose.</summary>
    private SegmentId? AttachedTo(RouteKey key)
    {
        foreach (SegmentPlan segment in _plan.Segments)
        {
            if (segment.Vrf != key.Vrf)
            {
                continue;
            }

            bool isHere = key.Prefix.IsHost
                ? _tables.Bindings.TryGet(new BindingKey(segment.Id, key.Prefix.Address), out _)
                : segment.HasGateway && segment.Subnet.Gateways.Any(gateway => gateway.Prefix == key.Prefix);
            if (isHere)
            {
                return segment.Id;
            }
        }

        return null;
    }
}
