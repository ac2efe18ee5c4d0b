using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation.Tests;

public sealed class PathFinderTests
{
    [Theory]
    [InlineData("vm-a", "vm-d", "vm-a leaf1 spine1 edge1 edge2 spine2 leaf3 vm-d")]
    [InlineData("vm-a", "vm-c", "vm-a leaf1 vm-c")]
    [InlineData("ext", "vm-b", "ext core edge1 spine1 leaf2 vm-b")]
    [InlineData("vm-f", "ext", "vm-f leaf4 spine2 edge2 core ext")]
    [InlineData("nas1", "nas2", "nas1 leaf1 leaf2 nas2")]
    public void A_packet_takes_the_way_that_the_stories_of_the_lab_claim(string from, string to, string way)
    {
        PathReport path = PathFinder.Find(Settled("two-dc"), from, to, AddressFamily.Ipv4);
        Assert.Equal(way, path.Minimal());
        Assert.Equal("delivered", path.Verdict);
    }

    [Fact]
    public void Each_hop_names_the_entry_that_decided()
    {
        PathReport path = PathFinder.Find(Settled("two-dc"), "vm-a", "vm-d", AddressFamily.Ipv4);
        Assert.Equal("neighbour 10.1.0.13 = 00:00:5e:00:01:0a (the gateway's, by proxy)", path.Hops[0].Decision);
        Assert.Equal("host route 10.1.0.13/32 epoch 1", path.Hops[1].Decision);
        Assert.Equal(("swp1", "to-spine1", "1/1"), (path.Hops[1].In, path.Hops[1].Out, path.Hops[1].Ecmp));
        Assert.Equal("binding 10.1.0.13 epoch 1", path.Hops[^1].Decision);
        Assert.Equal((1, 1), (path.Crossings, path.CrossingsNeeded!.Value));
        Assert.True(path.Hops.Single(hop => hop.CrossesSites).Node == "edge1");
    }

    [Fact]
    public void An_address_that_nobody_has_ends_with_the_node_that_found_no_one()
    {
        PathReport path = PathFinder.Find(Settled("two-dc"), "ext", "10.1.0.200", AddressFamily.Ipv4);
        Assert.False(path.Delivered);
        Assert.StartsWith("ext core edge1 spine1", path.Minimal(), StringComparison.Ordinal);
        Assert.EndsWith("!", path.Minimal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_is_followed_and_its_epoch_shown()
    {
        SimStage stage = Settled("two-dc");
        stage.Do(new MoveStep(0, "vm-b", new LinkEnd("leaf4", "swp3"), AnnouncementKind.Garp, OldPort.Keeps, IsCold: false));
        stage.World.Run(TimeSpan.FromSeconds(1));
        PathReport path = PathFinder.Find(stage, "ext", "vm-b", AddressFamily.Ipv4);
        Assert.Equal("ext core edge2 spine2 leaf4 vm-b", path.Minimal());
        Assert.Equal("host route 10.1.0.12/32 epoch 2", path.Hops[2].Decision);
    }

    private static SimStage Settled(string fabric)
    {
        SimStage stage = new(new SimWorld(StoryWorlds.Fabric(fabric), new SimOptions()));
        stage.Settle();
        stage.World.Run(TimeSpan.FromSeconds(1));
        return stage;
    }
}
