using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>Follows a packet through the tables, along every way that it may take.</summary>
internal sealed class FabricWalk
{
    private readonly NodeWorld _world;
    private readonly IpAddress _address;
    private readonly string? _owner;
    private readonly HashSet<string> _visited = [];
    private readonly HashSet<string> _way = [];

    private FabricWalk(NodeWorld world, IpAddress address, string? owner)
    {
        _world = world;
        _address = address;
        _owner = owner;
    }

    /// <summary>Every node that a packet may visit, whichever of equal ways it takes. Each way must end, without a circle, where the address is bound, or at
    /// <paramref name="owner"/>, who announces it without having it.</summary>
    public static HashSet<string> Visits(NodeWorld world, string from, IpAddress address, string? owner = null)
    {
        FabricWalk walk = new(world, address, owner);
        walk.Visit(from);
        return walk._visited;
    }

    private void Visit(string at)
    {
        Assert.True(_way.Add(at), $"{_address} goes in a circle through {at}");
        _visited.Add(at);
        NodeTables tables = _world.Nodes[at].Switch.Tables;
        if (at != _owner && !tables.Bindings.Rows.Any(row => row.Key.Address == _address))
        {
            Assert.True(tables.Routes.TryGet(new RouteKey(VrfId.Default, IpPrefix.Host(_address)), out RouteRow route), $"{at} has no route to {_address}");
            Assert.True(tables.NextHopGroups.TryGet(route.Group, out NextHopGroupRow group), $"{at} has no way to {_address}");
            foreach (NextHop hop in group.Members)
            {
                LinkEnd end = new(at, _world.Nodes[at].Plan.Ports[hop.Port.Value].Name);
                FabricLink link = _world.Fabric.Links.Single(item => item.A == end || item.B == end);
                Visit(link.A == end ? link.B.Node : link.A.Node);
            }
        }

        _way.Remove(at);
    }
}
