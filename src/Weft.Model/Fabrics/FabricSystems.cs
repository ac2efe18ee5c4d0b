using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Weft.Wire;

namespace Weft.Model;

/// <summary>The nodes of a fabric by what they are called on the wire. Worked out once for a fabric, however many of its nodes a process runs.</summary>
public sealed class FabricSystems
{
    private static readonly ConditionalWeakTable<Fabric, FabricSystems> s_known = [];

    private FabricSystems(Fabric fabric)
    {
        Nodes = fabric.Nodes.ToFrozenDictionary(static node => node.SystemId);
        Loopbacks = fabric.Nodes.SelectMany(static node => new[] { IpPrefix.Host(node.Loopback4), IpPrefix.Host(node.Loopback6) }).ToFrozenSet();
    }

    /// <summary>The nodes by system id.</summary>
    public FrozenDictionary<SystemId, FabricNode> Nodes { get; }

    /// <summary>The addresses of all nodes.</summary>
    public FrozenSet<IpPrefix> Loopbacks { get; }

    public static FabricSystems Of(Fabric fabric) => s_known.GetValue(fabric, static fabric => new FabricSystems(fabric));
}
