using Weft.Model;

namespace Weft.Lab.Tests;

public sealed class FrrTests
{
    [Fact]
    public void AnEdgeHandsOnlyTheFabricsPrefixesThatMayGoOutToBgp()
    {
        Fabric fabric = TestFabric.Create("t-");
        const string Expected = """
            frr defaults datacenter
            hostname t-edge1
            ip prefix-list WEFT4 permit 10.1.0.0/24 le 32
            ipv6 prefix-list WEFT6 permit 2001:db8:1::/64 le 128
            route-map WEFT4 permit 10
             match ip address prefix-list WEFT4
             match metric 100
            exit
            route-map WEFT4 permit 20
             match ip address prefix-list WEFT4
             match metric 200
            exit
            route-map WEFT4 permit 30
             match ip address prefix-list WEFT4
             match metric 1100
            exit
            route-map WEFT4 permit 40
             match ip address prefix-list WEFT4
             match metric 1200
            exit
            route-map WEFT6 permit 10
             match ipv6 address prefix-list WEFT6
             match metric 100
            exit
            route-map WEFT6 permit 20
             match ipv6 address prefix-list WEFT6
             match metric 200
            exit
            route-map WEFT6 permit 30
             match ipv6 address prefix-list WEFT6
             match metric 1100
            exit
            route-map WEFT6 permit 40
             match ipv6 address prefix-list WEFT6
             match metric 1200
            exit
            router bgp 65001
             bgp router-id 10.255.0.3
             no bgp ebgp-requires-policy
             no bgp default ipv4-unicast
             neighbor 192.0.2.1 remote-as 65100
             neighbor 192.0.2.1 timers 1 3
             neighbor 192.0.2.1 timers connect 1
             neighbor 2001:db8:f::2 remote-as 65100
             neighbor 2001:db8:f::2 timers 1 3
             neighbor 2001:db8:f::2 timers connect 1
             address-family ipv4 unicast
              redistribute kernel route-map WEFT4
              neighbor 192.0.2.1 activate
             exit-address-family
             address-family ipv6 unicast
              redistribute kernel route-map WEFT6
              neighbor 2001:db8:f::2 activate
             exit-address-family

            """;
        Assert.Equal(Expected, FrrConfig.Edge(fabric, fabric.Nodes[2]));
    }

    [Fact]
    public void ANodeWithoutSessionsNeedsNoBgp()
    {
        Fabric fabric = TestFabric.Create("t-");
        Assert.Null(FrrConfig.Edge(fabric, fabric.Nodes[0]));
    }

    [Fact]
    public void AnOutsideRouterHandsOutADefaultRouteAndItsClients()
    {
        Fabric fabric = TestFabric.Create("t-");
        const string Expected = """
            frr defaults datacenter
            hostname t-isp
            router bgp 65100
             bgp router-id 192.0.2.1
             no bgp ebgp-requires-policy
             no bgp default ipv4-unicast
             neighbor 192.0.2.0 remote-as 65001
             neighbor 192.0.2.0 timers 1 3
             neighbor 192.0.2.0 timers connect 1
             neighbor 2001:db8:f::1 remote-as 65001
             neighbor 2001:db8:f::1 timers 1 3
             neighbor 2001:db8:f::1 timers connect 1
             address-family ipv4 unicast
              network 198.51.100.0/24
              neighbor 192.0.2.0 activate
              neighbor 192.0.2.0 default-originate
             exit-address-family
             address-family ipv6 unicast
              network 2001:db8:e::/64
              neighbor 2001:db8:f::1 activate
              neighbor 2001:db8:f::1 default-originate
             exit-address-family

            """;
        Assert.Equal(Expected, FrrConfig.Outside(fabric, fabric.Outside[0]));
    }

    [Fact]
    public void RealDaemonsExchangeKernelRoutesWithTheirMetric()
    {
        Fabric fabric = TestFabric.Create("wlr-");
        LabOptions options = new() { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) };
        using NativeLab lab = NativeLab.Up(fabric, options);
        CommandRunner commands = new();
        commands.IpBatch(
            "wlr-edge1",
            [
                "link set lo up",
                "addr add 192.0.2.0/31 dev wan0",
                "addr add 2001:db8:f::1/64 dev wan0 nodad",
                "link set wan0 up",
                "link set fab1 up",
                "route add 10.1.0.17/32 dev fab1 proto 200 metric 200",
                "route add 10.9.0.17/32 dev fab1 proto 200 metric 200",
                "route add 10.1.0.18/32 dev fab1 proto 200 metric 10200",
                "route add 10.1.0.19/32 dev fab1 proto 200 metric 10100",
                "route add 10.1.0.19/32 dev fab1 proto 200 metric 100",
                "route add 2001:db8:1::11/128 dev fab1 proto 200 metric 200",
            ]);
        lab.Rim.Start();
        lab.Rim.WaitForSessions();
        Wait.Until(() => Routes("wlr-isp", "-4").Contains("10.1.0.17") && Routes("wlr-isp", "-6").Contains("2001:db8:1::11"), TimeSpan.FromSeconds(20));
        Wait.Until(() => Routes("wlr-edge1", "-4").Contains("default") && Routes("wlr-edge1", "-6").Contains("default"), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain("10.9.0.17", Routes("wlr-isp", "-4"));
        Assert.DoesNotContain("10.1.0.18", Routes("wlr-isp", "-4"));

        // What is announced no longer changes its metric, and goes outside; and the other way round.
        commands.IpBatch(
            "wlr-edge1",
            [
                "route del 10.1.0.19/32 proto 200 metric 100",
                "route add 10.1.0.18/32 dev fab1 proto 200 metric 100",
                "route del 10.1.0.18/32 proto 200 metric 10200",
            ]);
        Assert.True(Wait.Until(() => Routes("wlr-isp", "-4").Contains("10.1.0.18") && !Routes("wlr-isp", "-4").Contains("10.1.0.19"), TimeSpan.FromSeconds(20)));
        Assert.Contains("\"metric\":200", lab.Rim.Router("wlr-isp").Show("show bgp ipv4 unicast 10.1.0.17/32 json")!.RootElement.GetRawText());

        string Routes(string name, string family) => commands.Run("ip", ["-n", name, family, "route", "show"]);
    }
}
