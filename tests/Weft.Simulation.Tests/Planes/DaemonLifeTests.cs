using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>What a daemon that dies leaves, and what the next one makes of it; and routes that are taken back.</summary>
public sealed class DaemonLifeTests
{
    private const string Host = PlaneBench.Host;
    private const string Peer = PlaneBench.Peer;

    private readonly PlaneBench _bench = new();

    public DaemonLifeTests()
    {
        _bench.Attach("web", "swp1", Host, "10.1.0.11", "fe80::11");
        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        _bench.Route("10.1.0.99/32", 1, VrfId.Default, "to-spine1");
        _bench.Route("10.9.0.0/16", 2, VrfId.Default, "to-spine2");
    }

    [Fact]
    public void A_node_that_starts_is_told_of_the_hosts_of_its_predecessor()
    {
        Assert.True(_bench.Plane.HasRoutes);
        IReadOnlyList<AdoptedBinding> adopted = _bench.Plane.AdoptBindings(_bench.Now);
        SegmentId web = _bench.Segment("web").Id;
        Assert.Equal(
            [
                new AdoptedBinding(new BindingKey(web, IpAddress.Parse("10.1.0.11")), new BindingRow(MacAddress.Parse(Host), _bench.Port("swp1").Index, default)),
                new AdoptedBinding(new BindingKey(web, IpAddress.Parse("10.1.0.12")), new BindingRow(MacAddress.Parse(Peer), _bench.Port("swp2").Index, default)),
                new AdoptedBinding(new BindingKey(web, IpAddress.Parse("fe80::11")), new BindingRow(MacAddress.Parse(Host), _bench.Port("swp1").Index, default)),
            ],
            adopted);
        Assert.False(new PlaneBench().Plane.HasRoutes);
    }

    [Fact]
    public void A_host_that_spoke_elsewhere_meanwhile_is_found_there()
    {
        _bench.Plane.KillDaemon(_bench.Now);
        _bench.Receive("trk1", PlaneFrames.ArpRequest(Peer, "10.1.0.12", "10.1.0.11"), tag: 10);
        AdoptedBinding moved = _bench.Plane.AdoptBindings(_bench.Now).Single(found => found.Row.Mac == MacAddress.Parse(Peer));
        Assert.Equal(_bench.Port("trk1").Index, moved.Row.Port);
    }

    [Fact]
    public void Without_a_port_there_is_nothing_to_adopt_unless_the_segment_has_only_one()
    {
        PlaneBench bench = new();
        foreach ((string subnet, string address) in new[] { ("web", "10.1.0.77"), ("lab", "10.1.0.78") })
        {
            bench.Tables.Bindings.Set(
                new BindingKey(bench.Segment(subnet).Id, IpAddress.Parse(address)), new BindingRow(MacAddress.Parse(Host), default, bench.Segment(subnet).Vrf));
        }

        bench.Apply();
        AdoptedBinding only = Assert.Single(bench.Plane.AdoptBindings(bench.Now));
        Assert.Equal((bench.Segment("lab").Id, bench.Port("swp4").Index), (only.Key.Segment, only.Row.Port));
    }

    [Fact]
    public void A_group_that_was_taken_out_does_not_get_back_what_it_lost()
    {
        NextHop[] both = [.. new[] { "to-spine1", "to-spine2" }.Select(port => new NextHop(_bench.Port(port).Index, _bench.FarAddress(port)))];
        PlaneBench bench = new(isSettled: false);
        NextHopGroupId group = new(7);
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.9.0.0/16"));
        bench.Tables.NextHopGroups.Set(group, new NextHopGroupRow([.. both]));
        bench.Tables.Routes.Set(key, new RouteRow(group, 100));
        bench.Apply();

        // The node has not settled: the route stays, and leads to what is left of its group.
        bench.Tables.Routes.Remove(key);
        bench.Tables.NextHopGroups.Remove(group);
        bench.Apply();
        Assert.Equal(both, bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.9.0.1"))!.Usable);
        bench.SetPort("to-spine1", false);
        bench.SetPort("to-spine1", true);
        bench.Apply();
        Assert.Equal([both[1]], bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.9.0.1"))!.Usable);
    }

    [Fact]
    public void What_a_life_left_that_had_taken_all_back_loses_its_next_hops_too()
    {
        NextHop[] both = [.. new[] { "to-spine1", "to-spine2" }.Select(port => new NextHop(_bench.Port(port).Index, _bench.FarAddress(port)))];
        PlaneBench bench = new(isSettled: false);
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.9.0.0/16"));
        bench.Tables.NextHopGroups.Set(new NextHopGroupId(7), new NextHopGroupRow([.. both]));
        bench.Tables.Routes.Set(key, new RouteRow(new NextHopGroupId(7), 100));
        bench.Apply();
        bench.Tables.Routes.Remove(key);
        bench.Apply();
        bench.Restart();
        bench.SetPort("to-spine1", false);
        bench.SetPort("to-spine1", true);
        bench.Apply();
        Assert.Equal([both[1]], bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.9.0.1"))!.Usable);
    }

    [Fact]
    public void An_address_that_each_life_bound_elsewhere_stays_where_the_last_one_led_it()
    {
        PlaneBench bench = new(isSettled: false);
        SegmentPlan[] segments = [.. bench.Plan.Segments.Where(segment => segment.Vrf == VrfId.Default).OrderBy(segment => segment.Id)];
        Assert.True(segments.Length > 1);
        IpAddress address = IpAddress.Parse("10.8.0.1");
        foreach (SegmentPlan segment in segments)
        {
            bench.Tables.Bindings.Set(new BindingKey(segment.Id, address), new BindingRow(MacAddress.Parse(Host), PortIndex.None, VrfId.Default));
            bench.Apply();
            bench.Restart();
            Assert.Equal(segment.Id, bench.Plane.FindRoute(VrfId.Default, address)!.Segment);
        }
    }

    [Fact]
    public void A_restart_leaves_an_address_of_two_segments_on_the_lowest()
    {
        PlaneBench bench = new(isSettled: false);
        SegmentPlan[] segments = [.. bench.Plan.Segments.Where(segment => segment.Vrf == VrfId.Default).OrderBy(segment => segment.Id)];
        IpAddress address = IpAddress.Parse("10.8.0.1");
        foreach (SegmentPlan segment in segments)
        {
            bench.Tables.Bindings.Set(new BindingKey(segment.Id, address), new BindingRow(MacAddress.Parse(Host), PortIndex.None, VrfId.Default));
        }

        bench.Apply();
        bench.Restart();
        Assert.Equal(segments[0].Id, bench.Plane.FindRoute(VrfId.Default, address)!.Segment);
    }

    [Fact]
    public void A_restart_loses_nothing_until_the_new_life_has_settled()
    {
        _bench.Restart();
        Assert.Equal(("swp2", PlaneEntry.Binding), Way("10.1.0.12"));
        Assert.Equal(("to-spine1", PlaneEntry.AdoptedRoute), Way("10.1.0.99"));
        Assert.Equal(("to-spine2", PlaneEntry.AdoptedRoute), Way("10.9.0.1"));
        Assert.True(_bench.Plane.HasRoutes);

        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        _bench.Route("10.1.0.99/32", 1, VrfId.Default, "to-spine2");
        Assert.Equal(("to-spine2", PlaneEntry.Route), Way("10.1.0.99"));
        Assert.Equal(("to-spine2", PlaneEntry.AdoptedRoute), Way("10.9.0.1"));

        _bench.Tables.Settled = true;
        _bench.Apply();
        Assert.Equal(("swp2", PlaneEntry.Binding), Way("10.1.0.12"));
        Assert.Equal(("to-spine2", PlaneEntry.Route), Way("10.1.0.99"));
        Assert.Null(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.9.0.1")));
        Assert.Equal([IpAddress.Parse("10.1.0.12")], _bench.Plane.Hosts.Keys.Select(key => key.Address));
    }

    [Fact]
    public void Numbers_of_groups_mean_what_they_meant_in_their_life()
    {
        _bench.Restart();
        _bench.Group(1, VrfId.Default, "to-spine2");
        _bench.Apply();
        Assert.Equal(("to-spine1", PlaneEntry.AdoptedRoute), Way("10.1.0.99"));
    }

    [Fact]
    public void Two_deaths_before_the_node_settles_withdraw_nothing()
    {
        _bench.Restart();
        _bench.Route("10.1.0.98/32", 1, VrfId.Default, "to-spine2");
        _bench.Restart();
        Assert.Equal(("to-spine2", PlaneEntry.AdoptedRoute), Way("10.1.0.98"));
        Assert.Equal(("to-spine1", PlaneEntry.AdoptedRoute), Way("10.1.0.99"));
        Assert.Equal(("swp2", PlaneEntry.Binding), Way("10.1.0.12"));
    }

    [Fact]
    public void A_host_that_moved_away_meanwhile_is_followed_before_the_node_settles()
    {
        _bench.Restart();
        _bench.Route("10.1.0.12/32", 1, VrfId.Default, "to-spine1");
        Assert.Equal(("to-spine1", PlaneEntry.Route), Way("10.1.0.12"));
    }

    [Fact]
    public void What_a_life_itself_takes_back_before_it_settles_stays_until_then()
    {
        _bench.Restart();
        _bench.Route("10.7.0.0/16", 5, VrfId.Default, "to-spine1");
        _bench.Attach("web", "trk1", "02:00:00:00:00:44", "10.1.0.44");
        _bench.Tables.Routes.Remove(new RouteKey(VrfId.Default, IpPrefix.Parse("10.7.0.0/16")));
        _bench.Tables.NextHopGroups.Remove(new NextHopGroupId(5));
        _bench.Tables.Bindings.Remove(new BindingKey(_bench.Segment("web").Id, IpAddress.Parse("10.1.0.44")));
        _bench.Apply();
        _bench.Wait(TimeSpan.FromSeconds(5));
        Assert.Equal(("to-spine1", PlaneEntry.LateRoute), Way("10.7.0.1"));
        Assert.Equal("trk1", Way("10.1.0.44").Port);
        _bench.Tables.Settled = true;
        _bench.Apply();
        Assert.Null(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.7.0.1")));
        Assert.DoesNotContain(_bench.Plane.Hosts, row => row.Key.Address == IpAddress.Parse("10.1.0.44"));
    }

    [Fact]
    public void A_mac_that_left_is_detached_at_once_and_one_of_an_earlier_life_when_the_node_has_settled()
    {
        _bench.Restart();
        _bench.Attach("web", "swp2", Peer, "10.1.0.12");
        _bench.Tables.AttachedMacs.Remove(new AttachedMacKey(_bench.Segment("web").Id, MacAddress.Parse(Peer)));
        _bench.Apply();
        Assert.DoesNotContain(_bench.Plane.Macs, row => row.Key.Mac == MacAddress.Parse(Peer));
        Assert.Contains(_bench.Plane.Macs, row => row.Key.Mac == MacAddress.Parse(Host) && row.Value.IsAttached);
        _bench.Tables.Settled = true;
        _bench.Apply();
        Assert.DoesNotContain(_bench.Plane.Macs, row => row.Value.IsAttached);
    }

    [Fact]
    public void A_route_that_is_taken_back_stays_a_hundred_milliseconds_with_its_group()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.1.0.99/32"));
        _bench.Tables.Routes.Remove(key);
        _bench.Tables.NextHopGroups.Remove(new NextHopGroupId(1));
        _bench.Apply();
        _bench.Wait(TableApplier.DeleteDelay - TimeSpan.FromTicks(1));
        Assert.Equal(("to-spine1", PlaneEntry.LateRoute), Way("10.1.0.99"));
        _bench.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(PlaneEntry.Connected, _bench.Plane.FindRoute(VrfId.Default, key.Prefix.Address)!.Entry);
    }

    [Fact]
    public void A_shorter_prefix_that_is_taken_back_stays_as_long()
    {
        _bench.Tables.Routes.Remove(new RouteKey(VrfId.Default, IpPrefix.Parse("10.9.0.0/16")));
        _bench.Apply();
        Assert.Equal(("to-spine2", PlaneEntry.LateRoute), Way("10.9.0.1"));
        _bench.Wait(TableApplier.DeleteDelay);
        Assert.Null(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.9.0.1")));
    }

    [Fact]
    public void A_route_that_is_wanted_again_in_time_was_never_gone()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.1.0.99/32"));
        _bench.Tables.Routes.Remove(key);
        _bench.Apply();
        _bench.Wait(TimeSpan.FromMilliseconds(50));
        _bench.Route("10.1.0.99/32", 1, VrfId.Default, "to-spine2");
        _bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(("to-spine2", PlaneEntry.Route), Way("10.1.0.99"));
    }

    [Fact]
    public void A_local_host_goes_at_once_and_arrives_at_once()
    {
        RouteKey key = new(VrfId.Default, IpPrefix.Parse("10.1.0.99/32"));
        _bench.Tables.Routes.Remove(key);
        _bench.Attach("web", "swp2", Peer, "10.1.0.99");
        Assert.Equal(("swp2", PlaneEntry.Binding), Way("10.1.0.99"));
        _bench.Tables.Bindings.Remove(new BindingKey(_bench.Segment("web").Id, key.Prefix.Address));
        _bench.Apply();
        Assert.Equal(PlaneEntry.Connected, _bench.Plane.FindRoute(VrfId.Default, key.Prefix.Address)!.Entry);
    }

    [Fact]
    public void A_discard_route_and_a_leak_to_a_segment_go_at_once()
    {
        RouteKey discard = new(VrfId.Default, IpPrefix.Parse("10.6.0.0/16"));
        RouteKey leak = new(VrfId.Default, IpPrefix.Parse("10.5.0.5/32"));
        _bench.Tables.Routes.Set(discard, new RouteRow(default, 0));
        _bench.Tables.Leaks.Set(leak, new LeakRow(default, _bench.Segment("lab").Id, 10_100));
        _bench.Attach("lab", "swp4", Peer, "10.5.0.5");
        Assert.Equal(("swp4", PlaneEntry.Leak), Way("10.5.0.5"));
        Assert.True(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.6.0.1"))!.IsDiscard);
        _bench.Tables.Routes.Remove(discard);
        _bench.Tables.Leaks.Remove(leak);
        _bench.Apply();
        Assert.Null(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.6.0.1")));
        Assert.Null(_bench.Plane.FindRoute(VrfId.Default, IpAddress.Parse("10.5.0.5")));
    }

    [Fact]
    public void An_address_that_is_bound_on_two_segments_is_reached_on_the_lowest_and_stays_when_one_binding_goes()
    {
        _bench.Attach("lan", "swp3", Peer, "10.1.0.33");
        _bench.Attach("web", "swp2", "02:00:00:00:00:33", "10.1.0.33");
        Assert.Equal("swp2", Way("10.1.0.33").Port);
        _bench.Tables.Bindings.Remove(new BindingKey(_bench.Segment("web").Id, IpAddress.Parse("10.1.0.33")));
        _bench.Apply();
        Assert.Equal("swp3", Way("10.1.0.33").Port);
    }

    [Fact]
    public void A_dead_daemon_takes_no_route_out_any_more()
    {
        _bench.Tables.Routes.Remove(new RouteKey(VrfId.Default, IpPrefix.Parse("10.9.0.0/16")));
        _bench.Apply();
        _bench.Plane.KillDaemon(_bench.Now);
        _bench.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(("to-spine2", PlaneEntry.LateRoute), Way("10.9.0.1"));
    }

    [Fact]
    public void A_changed_group_moves_all_routes_behind_it()
    {
        _bench.Group(1, VrfId.Default, "to-spine2");
        _bench.Apply();
        Assert.Equal(("to-spine2", PlaneEntry.Route), Way("10.1.0.99"));
    }

    private (string Port, PlaneEntry Entry) Way(string address)
    {
        string from = _bench.MacOf("to-spine1");
        SentByPlane sent = Assert.Single(_bench.Receive("to-spine1", PlaneFrames.Udp(from, "02:00:00:00:00:77", "10.8.8.8", address)));
        return (sent.Port, _bench.Step.Entry);
    }
}
