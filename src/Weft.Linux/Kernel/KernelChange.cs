namespace Weft.Linux;

/// <summary>One change of a batch. Only the field of its kind is set. Puts create or replace.</summary>
public readonly record struct KernelChange
{
    public KernelChangeKind Kind { get; private init; }

    public KernelRoute Route { get; private init; }

    public KernelNeighbor Neighbor { get; private init; }

    public KernelForwarding Forwarding { get; private init; }

    public KernelNextHop NextHop { get; private init; }

    public static KernelChange Put(in KernelRoute route) => new() { Kind = KernelChangeKind.PutRoute, Route = route };

    /// <summary>Removes the route of the same table, prefix, metric and protocol.</summary>
    public static KernelChange Delete(in KernelRoute route) => new() { Kind = KernelChangeKind.DeleteRoute, Route = route };

    public static KernelChange Put(in KernelNeighbor neighbor) => new() { Kind = KernelChangeKind.PutNeighbor, Neighbor = neighbor };

    public static KernelChange Delete(in KernelNeighbor neighbor) => new() { Kind = KernelChangeKind.DeleteNeighbor, Neighbor = neighbor };

    public static KernelChange Put(in KernelForwarding entry) => new() { Kind = KernelChangeKind.PutForwarding, Forwarding = entry };

    public static KernelChange Delete(in KernelForwarding entry) => new() { Kind = KernelChangeKind.DeleteForwarding, Forwarding = entry };

    public static KernelChange Create(in KernelNextHop nextHop) => new() { Kind = KernelChangeKind.CreateNextHop, NextHop = nextHop };

    public static KernelChange Replace(in KernelNextHop nextHop) => new() { Kind = KernelChangeKind.ReplaceNextHop, NextHop = nextHop };

    public static KernelChange Delete(in KernelNextHop nextHop) => new() { Kind = KernelChangeKind.DeleteNextHop, NextHop = nextHop };
}
