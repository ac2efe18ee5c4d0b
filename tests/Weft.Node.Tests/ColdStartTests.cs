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

    private HashSet<string> Visits(string from) => FabricWalk.Visits(_world, from, s_last, owner: "leaf3");
}
