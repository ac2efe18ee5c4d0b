using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The one kernel route of a destination: a local host's if there is a binding, else the routed one. So a host that comes
/// or goes is one replaced route, without a moment in between.</summary>
internal sealed class HostRoutes(DataPlaneState state, NextHopStore nextHops) : IKernelResource<RouteKey, KernelRoute>
{
    /// <summary>The metric of all routes where no other daemon reads it. All routes of a destination share it, so that every change is
    /// an atomic replacement. It is what IPv6 makes of "no metric", and worse than a connected route.</summary>
    internal const uint CommonMetric = 1024;

    /// <summary>The metric of local hosts at the rim: better than every remote way.</summary>
    internal const uint RimHostMetric = 1;

    /// <inheritdoc/>
    public IEnumerable<RouteKey> DesiredKeys
    {
        get
        {
            foreach (HostKey host in state.LocalHosts.Keys)
            {
                yield return new RouteKey(host.Vrf, IpPrefix.Host(host.Address));
            }

            foreach (RouteKey key in state.Tables.Routes.Rows.Keys)
            {
                if (!key.Prefix.IsHost || !state.LocalHosts.TryGet(new HostKey(key.Vrf, key.Prefix.Address), out _))
                {
                    yield return key;
                }
            }

            foreach (RouteKey key in state.Tables.Leaks.Rows.Keys)
            {
                if (!state.Tables.Routes.TryGet(key, out _) && !(key.Prefix.IsHost && state.LocalHosts.TryGet(new HostKey(key.Vrf, key.Prefix.Address), out _)))
                {
                    yield return key;
                }
            }
        }
    }

    /// <inheritdoc/>
    public Desire Look(RouteKey key, out KernelRoute item)
    {
        if (key.Prefix.IsHost && state.LocalHosts.TryGet(new HostKey(key.Vrf, key.Prefix.Address), out BindingKey binding))
        {
            return LookLocal(key, binding, out item);
        }

        item = default;
        if (state.Tables.Routes.TryGet(key, out RouteRow row))
        {
            return LookRouted(key, row, out item);
        }

        return state.Tables.Leaks.TryGet(key, out LeakRow leak) ? LookLeaked(key, leak, out item) : Desire.Absent;
    }

    /// <inheritdoc/>
    public bool SameSlot(in KernelRoute left, in KernelRoute right) =>
        left.Metric == right.Metric && left.Table == right.Table && left.Prefix == right.Prefix;

    /// <inheritdoc/>
    public bool Prevails(in KernelRoute left, in KernelRoute right) => left.Metric < right.Metric;

    /// <inheritdoc/>
    public KernelChange Put(in KernelRoute item) => KernelChange.Put(item);

    /// <inheritdoc/>
    public KernelChange Delete(in KernelRoute item) => KernelChange.Delete(item);

    /// <summary>A host that a sender shifts from one of its LSPs to another is in none for a moment, and one whose old leaf is faster than its
    /// new one, too: their routes stay.</summary>
    public TimeSpan DeleteDelay(in KernelRoute item) => item.NextHopId != 0 ? state.DeleteDelay : TimeSpan.Zero;

    /// <inheritdoc/>
    public string Describe(in KernelRoute item) => $"route {item.Prefix} in table {item.Table}";

    private Desire LookLocal(RouteKey key, BindingKey binding, out KernelRoute item)
    {
        int index = state.Interfaces.IndexOf(binding.Segment);
        item = New(key, state.IsRim ? RimHostMetric : CommonMetric) with { InterfaceIndex = index };
        return index == 0 ? Desire.Waiting : Desire.Present;
    }

    private Desire LookRouted(RouteKey key, in RouteRow row, out KernelRoute item)
    {
        item = New(key, MetricOf(key, row));
        if (row.IsDiscard)
        {
            item = item with { Type = KernelRouteType.Blackhole };
            return Desire.Present;
        }

        uint id = nextHops.KernelIdOf(row.Group);
        item = item with { NextHopId = id, PreferredSource = SourceFor(key) };
        return id == 0 ? Desire.Waiting : Desire.Present;
    }

    /// <summary>The destination is in another VRF: the route stands in this VRF's table and leads to an interface of the other.</summary>
    private Desire LookLeaked(RouteKey key, in LeakRow row, out KernelRoute item)
    {
        item = New(key, state.IsRim ? row.Metric : CommonMetric);
        if (row.Segment != SegmentId.None)
        {
            item = item with { InterfaceIndex = state.Interfaces.IndexOf(row.Segment) };
            return item.InterfaceIndex == 0 ? Desire.Waiting : Desire.Present;
        }

        item = item with { NextHopId = nextHops.KernelIdOf(row.Group) };
        return item.NextHopId == 0 ? Desire.Waiting : Desire.Present;
    }

    private uint MetricOf(RouteKey key, in RouteRow row) => (state.IsRim, row.Metric, key.Prefix.Address.IsIpv6) switch
    {
        (false, _, _) => CommonMetric,
        (true, 0, true) => CommonMetric,
        _ => row.Metric,
    };

    /// <summary>The node's own packets leave with its loopback address: a gateway address would bring the answer to another leaf.</summary>
    private IpAddress SourceFor(RouteKey key)
    {
        if (key.Vrf != VrfId.Default)
        {
            return default;
        }

        IpAddress loopback = key.Prefix.Address.IsIpv6 ? state.Plan.Node.Loopback6 : state.Plan.Node.Loopback4;
        return loopback.IsUnspecified ? default : loopback;
    }

    private static KernelRoute New(RouteKey key, uint metric) => new()
    {
        Table = RouteTableId.Of(key.Vrf),
        Prefix = key.Prefix,
        Metric = metric,
        Protocol = RouteProtocol.Weft,
        Type = KernelRouteType.Unicast,
    };
}
