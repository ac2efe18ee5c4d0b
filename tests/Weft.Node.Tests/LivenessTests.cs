using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Bfd;
using Weft.Wire.Isis;

namespace Weft.Node.Tests;

/// <summary>BFD and IS-IS together: the interconnect of the example fabric is watched, the links within a site are not.</summary>
public sealed class LivenessTests
{
    private static readonly TimeSpan s_detection = TimeSpan.FromMilliseconds(300);
    private const int UdpHeaderOffset = EthernetHeader.Length + Ipv6Header.Length;

    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(5);
    private readonly NodeWorld _world = new("two-dc.yaml");

    public LivenessTests()
    {
        _world.Settle();
    }

    [Fact]
    public void Only_the_interconnect_is_watched_and_its_sessions_are_up()
    {
        Assert.Equal(Liveness.Up, Assert.Single(_world.Nodes["edge1"].Switch.Bfd.Sessions()).Liveness);
        Assert.Equal(Liveness.Up, Assert.Single(_world.Nodes["edge2"].Switch.Bfd.Sessions()).Liveness);
        Assert.Empty(_world.Nodes["spine1"].Switch.Bfd.Sessions());
    }

    [Fact]
    public void A_link_that_swallows_everything_is_left_within_the_detection_time_while_its_carrier_stays()
    {
        _world.Silence("edge1", "edge2");
        _world.Run(s_detection * 0.6);
        Assert.EndsWith("=", _world.PathFrom("leaf1", "10.2.0.13"));

        _world.Run((s_detection * 0.4) + s_round);
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        Assert.EndsWith("!", _world.PathFrom("leaf4", "10.1.0.11"));
        Assert.Contains(_world.Nodes["edge1"].Events, static nodeEvent => nodeEvent is AdjacencyChanged { Up: false, Reason: AdjacencyReason.PathLost });
    }

    [Fact]
    public void A_link_within_a_site_that_swallows_everything_is_left_only_after_the_holding_time()
    {
        _world.Silence("leaf1", "spine1");
        _world.Run(TimeSpan.FromSeconds(1.9));
        Assert.Equal("edge1 spine1 leaf1 =", _world.PathFrom("edge1", "10.1.0.11"));
        _world.Run(TimeSpan.FromSeconds(1.2));
        Assert.EndsWith("!", _world.PathFrom("edge1", "10.1.0.11"));
    }

    [Fact]
    public void A_link_that_fails_in_one_direction_is_left_by_both_sides()
    {
        FabricLink link = _world.Fabric.Links.Single(static link => link.IsInterconnect);
        _world.Silence(link.A);
        _world.Run(s_detection + s_round);
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        Assert.EndsWith("!", _world.PathFrom("leaf4", "10.1.0.11"));
        _world.Run(TimeSpan.FromSeconds(20));
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
    }

    [Fact]
    public void A_healed_link_is_used_again()
    {
        _world.Silence("edge1", "edge2");
        _world.Run(TimeSpan.FromSeconds(10));
        _world.Silence("edge1", "edge2", silent: false);
        _world.Run(TimeSpan.FromSeconds(5));
        Assert.Equal("leaf1 spine1 edge1 edge2 spine2 leaf4 =", _world.PathFrom("leaf1", "10.2.0.13"));
    }

    [Fact]
    public void A_killed_edge_is_not_routed_around_before_its_holding_time_and_comes_back_without_a_withdrawn_route()
    {
        _world.Nodes["edge1"].Alive = false;
        for (int i = 0; i < 40; i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(50));
            Assert.Equal("leaf4 spine2 edge2 edge1 spine1 leaf1 =", _world.PathFrom("leaf4", "10.1.0.11"));
        }

        _world.Restart("edge1");
        for (int i = 0; i < 100; i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(50));
            Assert.Equal("leaf4 spine2 edge2 edge1 spine1 leaf1 =", _world.PathFrom("leaf4", "10.1.0.11"));
        }

        Assert.Equal(Liveness.Up, Assert.Single(_world.Nodes["edge2"].Switch.Bfd.Sessions()).Liveness);
        Assert.DoesNotContain(_world.Nodes["edge2"].Events, static nodeEvent => nodeEvent is AdjacencyChanged { Reason: AdjacencyReason.PathLost });
    }

    [Fact]
    public void An_edge_that_stops_in_order_keeps_its_routes_and_its_neighbours_are_told()
    {
        NodeRunner edge = _world.Nodes["edge1"];
        edge.Handle(_world.Now, NodeInput.Stopping());
        edge.Alive = false;
        for (int i = 0; i < 30; i++)
        {
            _world.Run(TimeSpan.FromMilliseconds(50));
            Assert.Equal("leaf4 spine2 edge2 edge1 spine1 leaf1 =", _world.PathFrom("leaf4", "10.1.0.11"));
        }

        Assert.Equal(BfdState.AdminDown, Assert.Single(_world.Nodes["edge2"].Switch.Bfd.Sessions()).RemoteState);
    }

    [Fact]
    public void A_line_that_carries_hellos_but_neither_BFD_nor_discovery_is_left_and_stays_left()
    {
        _world.Swallows = IsIpv6;
        _world.Run(s_detection + s_round);
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        for (int i = 0; i < 60; i++)
        {
            _world.Run(TimeSpan.FromSeconds(1));
            Assert.DoesNotContain(_world.Nodes["edge1"].Switch.Isis.Adjacencies(), static adjacency => adjacency is { PortName: "to-edge2", State: AdjacencyState.Up });
            Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        }

        _world.Swallows = static _ => false;
        _world.Run(TimeSpan.FromSeconds(3));
        Assert.EndsWith("=", _world.PathFrom("leaf1", "10.2.0.13"));
    }

    [Fact]
    public void A_line_that_carries_all_but_BFD_is_not_left_and_does_not_come_up_again_after_a_cut()
    {
        _world.Swallows = static frame => IsIpv6(frame) && frame[UdpHeaderOffset + 2] == (BfdCodePoints.ControlPort >> 8);
        _world.Run(TimeSpan.FromSeconds(5));
        Assert.EndsWith("=", _world.PathFrom("leaf1", "10.2.0.13"));

        _world.Cut("edge1", "edge2");
        _world.Cut("edge1", "edge2", cut: false);
        _world.Run(TimeSpan.FromSeconds(20));
        Assert.EndsWith("!", _world.PathFrom("leaf1", "10.2.0.13"));
        _world.Swallows = static _ => false;
        _world.Run(TimeSpan.FromSeconds(3));
        Assert.EndsWith("=", _world.PathFrom("leaf1", "10.2.0.13"));
    }

    private static bool IsIpv6(byte[] frame) => EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None && ethernet.Type == EtherType.Ipv6;
}
