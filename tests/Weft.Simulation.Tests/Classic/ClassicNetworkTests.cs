using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>The networks that Weft is compared with behave as their engineers know them.</summary>
public sealed class ClassicNetworkTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void A_single_gateway_pulls_traffic_of_the_other_site_over_the_interconnect_and_back()
    {
        SimStage stage = Settled(ModelKind.SingleGateway);
        Assert.Equal("web3 - leaf3 - spine3 - edge2 =dci= edge1 - spine1 - edge1 =dci= edge2 - spine3 - leaf3 - db2", Path(stage, "web3", "db2"));
        Assert.Equal("web1 - leaf1 - spine1 - leaf1 - db1", Path(stage, "web1", "db1"));
        Assert.Equal("web1 - leaf1 - spine1 - leaf2 - web2", Path(stage, "web1", "web2"));
        Assert.Equal(2, Traces(stage, "web3", "db2", AddressFamily.Ipv6, 1)[0].Crossings);
    }

    [Fact]
    public void A_site_that_loses_the_gateway_elects_another_one()
    {
        SimStage stage = Settled(ModelKind.SingleGateway);
        stage.World.SetCarrier(stage.World.Link("edge1", "edge2"), false);
        Assert.True(stage.WaitUntil(() => Traces(stage, "web3", "db2", AddressFamily.Ipv4, 1)[0].Arrived, TimeSpan.FromSeconds(10)));
        Assert.Equal("web3 - leaf3 - spine3 - leaf3 - db2", Path(stage, "web3", "db2"));
        Assert.Equal("web1 - leaf1 - spine1 - leaf1 - db1", Path(stage, "web1", "db1"));
        stage.World.SetCarrier(stage.World.Link("edge1", "edge2"), true);
        Assert.True(stage.WaitUntil(() => Traces(stage, "web3", "db2", AddressFamily.Ipv4, 1)[0].Crossings == 2, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Sites_that_do_not_hear_each_other_have_a_gateway_each()
    {
        SimStage stage = Settled(ModelKind.FhrpFilter);
        Assert.Equal("web3 - leaf3 - spine3 - leaf3 - db2", Path(stage, "web3", "db2"));
        Assert.Equal("web1 - leaf1 - spine1 - leaf1 - db1", Path(stage, "web1", "db1"));
        Assert.Single(stage.View.Ask("web3", stage.Fabric.Subnets[0].Gateways[0].Address, TimeSpan.FromMilliseconds(500)).Macs);
    }

    [Fact]
    public void Both_of_a_pair_route_and_either_may_go()
    {
        SimStage stage = Settled(ModelKind.MlagPair);
        ImmutableArray<ForwardingPath> paths = Traces(stage, "web1", "db1", AddressFamily.Ipv4, 40);
        Assert.All(paths, path => Assert.True(path.Arrived));
        Assert.Equal(["spine1", "spine2"], paths.Select(path => path.Nodes[1]).Distinct().Order());
        Assert.Single(stage.View.Ask("web1", stage.Fabric.Subnets[0].Gateways[0].Address, TimeSpan.FromMilliseconds(500)).Macs);
        stage.World.PowerOff(stage.World.Device("spine1"));
        Assert.All(Traces(stage, "web1", "db1", AddressFamily.Ipv4, 40), path => Assert.Equal(["leaf1", "spine2", "leaf1"], path.Nodes));
    }

    [Fact]
    public void With_virtual_arp_the_first_hop_routes_and_the_way_in_is_left_to_chance()
    {
        SimStage stage = Settled(ModelKind.VirtualArp);
        Assert.Equal("web1 - leaf1 - db1", Path(stage, "web1", "db1"));
        Assert.Equal("web3 - leaf3 - db2", Path(stage, "web3", "db2"));
        ImmutableArray<ForwardingPath> paths = Traces(stage, "branch", "web1", AddressFamily.Ipv4, 400);
        Assert.All(paths, path => Assert.True(path.Arrived));
        Assert.InRange(paths.Count(path => path.Crossings > 0), 160, 240);
        Assert.InRange(paths.Count(path => path.Nodes.Any(node => node is "leaf2" or "leaf3" or "leaf4")), 260, 340);
    }

    [Fact]
    public void A_broadcast_is_heard_everywhere_once_and_comes_to_rest()
    {
        SimStage stage = Settled(ModelKind.FhrpFilter);
        Hearers hearers = new();
        stage.Observe(hearers);
        byte[] broadcast = HostFrames.ArpRequest(stage.World.Host("web1").Mac, IpAddress.Parse("10.1.0.11"), IpAddress.Parse("10.1.0.99"));
        stage.World.Host("web1").SendRaw(broadcast);
        stage.World.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(["eve", "mallory", "web2", "web3", "web4"], hearers.Of(broadcast).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_pair_without_a_cable_between_its_two_is_refused()
    {
        Fabric fabric = StoryWorlds.Fabric("two-dc");
        SimulationException fault = Assert.Throws<SimulationException>(
            () => new SimWorld(fabric, new SimOptions { Model = new StoryModel(ModelKind.MlagPair, []) }));
        Assert.Contains("spine1", fault.Message, StringComparison.Ordinal);
    }

    private static SimStage Settled(ModelKind kind)
    {
        SimStage stage = new(new SimWorld(StoryWorlds.Fabric("deck"), new SimOptions { Model = new StoryModel(kind, []) }));
        stage.Settle();
        return stage;
    }

    private static string Path(SimStage stage, string from, string to) => Traces(stage, from, to, AddressFamily.Ipv4, 1)[0].ToString();

    private static ImmutableArray<ForwardingPath> Traces(SimStage stage, string from, string to, AddressFamily family, int flows) =>
        stage.View.Trace(new Pair(from, to), family, flows, s_patience);

    private sealed class Hearers : IWorldObserver
    {
        private readonly List<(string Host, byte[] Frame)> _heard = [];

        public IEnumerable<string> Of(byte[] frame) => _heard.Where(item => item.Frame.AsSpan().SequenceEqual(frame)).Select(item => item.Host);

        public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
        {
            if (!isFromHost)
            {
                _heard.Add((host.Name, frame.ToArray()));
            }
        }
    }
}
