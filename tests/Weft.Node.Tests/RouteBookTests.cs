using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

public sealed class RouteBookTests
{
    private static readonly SystemId Near = SystemId.FromValue(0x77);
    private static readonly SystemId Far = SystemId.FromValue(0x78);
    private static readonly NextHop Left = new(new PortIndex(0), IpAddress.Parse("fe80::1"));
    private static readonly NextHop Right = new(new PortIndex(1), IpAddress.Parse("fe80::2"));
    private static readonly HostKey Host = new(VrfId.Default, IpAddress.Parse("10.9.0.1"));
    private static readonly RouteKey Key = new(VrfId.Default, IpPrefix.Parse("10.9.0.1/32"));

    private static readonly NodePlan Plan = new NodeWorld("two-dc.yaml").Nodes["leaf1"].Plan;

    private readonly NodeTables _tables = new();
    private readonly RouteBook _book;

    public RouteBookTests() => _book = new RouteBook(Plan, new RoutePolicy(Plan), _tables, new NextHopGroupNumbers(), null, null);

    [Fact]
    public void A_path_change_touches_the_group_and_none_of_the_routes_behind_it()
    {
        _book.SetReach(Near, [Left, Right], 20);
        for (int i = 1; i <= 100; i++)
        {
            _book.SetHost(new HostKey(VrfId.Default, IpAddress.Ipv4(0x0A09_0000 + (uint)i)), [], [Near]);
        }

        _tables.Routes.TakeChanges([]);
        _tables.NextHopGroups.TakeChanges([]);
        _book.SetReach(Near, [Right], 20);

        Assert.Empty(_tables.Routes.Changes);
        Assert.Single(_tables.NextHopGroups.Changes);
        Assert.Equal(100, _tables.Routes.Count);
    }

    [Fact]
    public void Eight_vrfs_of_a_thousand_hosts_are_eight_groups_and_a_path_change_touches_those_only()
    {
        _book.SetReach(Near, [Left, Right], 20);
        for (ushort vrf = 1; vrf <= 8; vrf++)
        {
            for (uint host = 1; host <= 1000; host++)
            {
                _book.SetHost(new HostKey(new VrfId(vrf), IpAddress.Ipv4(0x0A09_0000 + host)), [], [Near]);
            }
        }

        Assert.Equal(8000, _tables.Routes.Count);
        Assert.Equal(Enumerable.Range(1, 8), _tables.NextHopGroups.Rows.Values.Select(row => (int)row.Vrf.Value).Order());
        _tables.Routes.TakeChanges([]);
        _tables.NextHopGroups.TakeChanges([]);
        _book.SetReach(Near, [Right], 20);
        Assert.Empty(_tables.Routes.Changes);
        Assert.Equal(8, _tables.NextHopGroups.Changes.Count);
        Assert.All(_tables.NextHopGroups.Rows.Values, row => Assert.Equal([Right], row.Members));
    }

    [Fact]
    public void Where_IPv6_has_paths_of_its_own_each_family_follows_its_own_and_no_group_serves_both()
    {
        NodePlan plan = Plan with { Fabric = Plan.Fabric with { Isis = new IsisSettings { IsMultiTopology = true } } };
        RouteBooks books = new(plan, new RoutePolicy(plan), _tables, null);
        HostKey ipv6 = new(VrfId.Default, IpAddress.Parse("2001:db8:9::1"));
        books.SetReach(Near, AddressFamily.Ipv4, [Left], 20);
        books.SetReach(Near, AddressFamily.Ipv6, [Right], 30);
        books.SetHost(Host, [], [Near]);
        books.SetHost(ipv6, [], [Near]);
        Assert.Equal([Left], MembersOf(Host));
        Assert.Equal([Right], MembersOf(ipv6));

        books.SetReach(Near, AddressFamily.Ipv6, [], 0);
        Assert.Equal([Left], MembersOf(Host));
        Assert.Equal(1, _tables.Routes.Count);
        Assert.True(books.Reaches(Near));
        books.SetReach(Near, AddressFamily.Ipv4, [], 0);
        Assert.False(books.Reaches(Near));

        IEnumerable<NextHop> MembersOf(HostKey host) =>
            _tables.NextHopGroups.Rows[_tables.Routes.Rows[new RouteKey(host.Vrf, IpPrefix.Host(host.Address))].Group].Members;
    }

    [Fact]
    public void Routes_to_an_unreachable_node_go_and_come_back_with_it()
    {
        _book.SetReach(Near, [Left], 20);
        _book.SetHost(Host, [], [Near]);
        _book.SetReach(Near, [], 0);
        Assert.Empty(_tables.Routes.Rows);
        Assert.Empty(_tables.NextHopGroups.Rows);

        _book.SetReach(Near, [Right], 30);
        Assert.True(_tables.Routes.TryGet(Key, out RouteRow row));
        Assert.Equal([Right], _tables.NextHopGroups.Rows[row.Group].Members);
    }

    [Fact]
    public void Several_winners_share_the_traffic_when_they_are_equally_near_and_the_nearest_wins_otherwise()
    {
        _book.SetReach(Near, [Left], 20);
        _book.SetReach(Far, [Right], 20);
        _book.SetHost(Host, [], [Near, Far]);
        Assert.Equal([Left, Right], _tables.NextHopGroups.Rows[_tables.Routes.Rows[Key].Group].Members);

        _book.SetReach(Far, [Right], 40);
        Assert.Equal([Left], _tables.NextHopGroups.Rows[_tables.Routes.Rows[Key].Group].Members);
    }

    [Fact]
    public void A_group_id_is_never_used_twice()
    {
        _book.SetReach(Near, [Left], 20);
        _book.SetReach(Far, [Right], 20);
        _book.SetHost(Host, [], [Near]);
        NextHopGroupId first = _tables.Routes.Rows[Key].Group;
        _book.SetHost(Host, [], [Far]);
        _book.SetHost(Host, [], [Near]);
        Assert.NotEqual(first, _tables.Routes.Rows[Key].Group);
    }

    [Fact]
    public void What_an_edge_hears_from_outside_overrules_what_the_fabric_tells_of_the_outside()
    {
        _book.SetReach(Near, [Left], 20);
        RouteKey outside = new(VrfId.Default, IpPrefix.Parse("0.0.0.0/0"));
        RouteKey inside = new(VrfId.Default, IpPrefix.Parse("10.2.0.0/25"));
        _book.SetPrefix(outside, [Near]);
        _book.SetPrefix(inside, [Near]);
        _book.SetHost(Host, [], [Near]);
        Assert.Equal(RouteMetrics.OtherSite + RouteMetrics.ForeignDistance, _tables.Routes.Rows[outside].Metric);
        Assert.Equal(RouteMetrics.OtherSite, _tables.Routes.Rows[inside].Metric);
        Assert.Equal(RouteMetrics.OtherSite, _tables.Routes.Rows[Key].Metric);
    }

    [Fact]
    public void A_prefix_that_is_connected_here_is_never_routed_away()
    {
        _book.SetReach(Near, [Left], 20);
        _book.SetPrefix(new RouteKey(VrfId.Default, IpPrefix.Parse("10.1.0.0/24")), [Near]);
        _book.SetPrefix(new RouteKey(VrfId.Default, IpPrefix.Parse("198.51.100.0/24")), [Near]);
        Assert.Equal(["198.51.100.0/24"], _tables.Routes.Rows.Keys.Select(key => key.Prefix.ToString()));
        Assert.True(_book.Covers(VrfId.Default, IpAddress.Parse("198.51.100.9")));
        Assert.False(_book.Covers(VrfId.Default, IpAddress.Parse("10.1.0.9")));
    }

    [Fact]
    public void A_hosts_winner_beats_a_plain_host_prefix_of_another_router()
    {
        _book.SetReach(Near, [Left], 20);
        _book.SetReach(Far, [Right], 10);
        _book.SetPrefix(Key, [Far]);
        _book.SetHost(Host, [], [Near]);
        Assert.Equal([Left], _tables.NextHopGroups.Rows[_tables.Routes.Rows[Key].Group].Members);
        _book.SetHost(Host, [], []);
        Assert.Equal([Right], _tables.NextHopGroups.Rows[_tables.Routes.Rows[Key].Group].Members);
    }
}
