using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>A switch that lost its power comes back with an empty kernel, while everybody still has what it announced before.</summary>
public sealed class ColdStartTests
{
    /// <summary>Far more than one burst of LSPs, so that the database takes its time.</summary>
    private const int Hosts = 20_000;

    private static readonly IpAddress s_last = Address(Hosts - 1);

    private readonly NodeWorld _world = new("twin.yaml");

    public ColdStartTests()
    {
        _world.Run(TimeSpan.FromSeconds(15));
        _world.AnnounceAll();
        for (int i = 0; i < Hosts; i++)
        {
            HostClaim claim = new()
            {
                Vrf = VrfId.Default,
                Address = Address(i),
                Mac = MacAddress.FromValue(0x0200_0100_0000UL + (ulong)i),
                Epoch = 1,
                Segment = _world.Nodes["leaf3"].Plan.Segments[0].Id,
            };
            _world.Nodes["leaf3"].Switch.Isis.Advertise(_world.Now, claim);
        }

        _world.Run(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("spine1")]
    [InlineData("edge1")]
    public void Nobody_routes_through_it_before_it_has_routes(string name)
    {
        NodeRunner node = _world.Nodes[name];
        string[] neighbors = [.. _world.Fabric.Links.Where(link => link.IsRouted && (link.A.Node == name || link.B.Node == name))
            .Select(link => link.A.Node == name ? link.B.Node : link.A.Node)];
        _world.CableDelay = TimeSpan.FromMilliseconds(3);
        node.Alive = false;
        foreach (string neighbor in neighbors)
        {
            _world.Cut(name, neighbor);
        }

        _world.Run(TimeSpan.FromSeconds(20));
        node.Switch = new Switch(node.Plan, seed: 77);
        node.Alive = true;
        node.Handle(_world.Now, NodeInput.StartedCold());
        foreach (string neighbor in neighbors)
        {
            _world.Cut(name, neighbor, cut: false);
        }

        bool isUsed = false;
        for (int i = 0; i < 20_000 && !(isUsed && i > 10_000); i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(1));
            foreach (string from in _world.Nodes.Keys.Where(item => item != name && item != "leaf3"))
            {
                isUsed |= Visits(from).Contains(name);
            }
        }

        Assert.True(isUsed, $"{name} is never routed through again");
    }

    private static IpAddress Address(int host) => IpAddress.Ipv4(0x0A01_1000 + (uint)host);

    /// <summary>Every node that a packet to the last host may visit, whichever of equal ways it takes; each of them ends at its leaf.</summary>
    private HashSet<string> Visits(string from)
    {
        HashSet<string> visited = [];
        Visit(from, visited, []);
        return visited;
    }

    private void Visit(string at, HashSet<string> visited, HashSet<string> way)
    {
        Assert.True(way.Add(at), $"a circle through {at}");
        visited.Add(at);
        NodeTables tables = _world.Nodes[at].Switch.Tables;
        if (at != "leaf3")
        {
            Assert.True(tables.Routes.TryGet(new RouteKey(VrfId.Default, IpPrefix.Host(s_last)), out RouteRow route), $"{at} has no route");
            Assert.True(tables.NextHopGroups.TryGet(route.Group, out NextHopGroupRow group), $"{at} has no way");
            foreach (NextHop hop in group.Members)
            {
                string port = _world.Nodes[at].Plan.Ports[hop.Port.Value].Name;
                FabricLink link = _world.Fabric.Links.Single(item => item.A == new LinkEnd(at, port) || item.B == new LinkEnd(at, port));
                Visit(link.A.Node == at ? link.B.Node : link.A.Node, visited, way);
            }
        }

        way.Remove(at);
    }
}
