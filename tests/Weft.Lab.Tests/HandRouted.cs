namespace Weft.Lab.Tests;

/// <summary>Stands in for the daemons: a - leaf1 - edge1 - isp - ext, by static routes.</summary>
internal static class HandRouted
{
    public static void Route(NativeLab lab)
    {
        string prefix = lab.Name[..^3];
        CommandRunner commands = new();
        foreach (string node in (string[])[prefix + "leaf1", prefix + "edge1"])
        {
            Sysctl.Write(node, [new("net/ipv4/ip_forward", "1"), new("net/ipv6/conf/all/forwarding", "1"), new("net/ipv4/conf/all/rp_filter", "0")]);
        }

        commands.IpBatch(
            prefix + "leaf1",
            [
                "addr add 10.1.0.1/24 dev swp1", "addr add 2001:db8:1::1/64 dev swp1 nodad", "link set swp1 up",
                "addr add 172.16.0.1/31 dev fab1", "addr add fd00:1::1/64 dev fab1 nodad", "link set fab1 up",
                "route add 0.0.0.0/0 via 172.16.0.0", "route add ::/0 via fd00:1::2",
            ]);
        commands.IpBatch(
            prefix + "edge1",
            [
                "addr add 172.16.0.0/31 dev fab1", "addr add fd00:1::2/64 dev fab1 nodad", "link set fab1 up",
                "addr add 192.0.2.0/31 dev wan0", "addr add 2001:db8:f::1/64 dev wan0 nodad", "link set wan0 up",
                "route add 10.1.0.17/32 via 172.16.0.1 proto 200 metric 20", "route add 2001:db8:1::11/128 via fd00:1::1 proto 200 metric 20",
                "route add 0.0.0.0/0 via 192.0.2.1", "route add ::/0 via 2001:db8:f::2",
            ]);
        commands.IpBatch(prefix + "isp", ["route add 10.1.0.0/24 via 192.0.2.0", "route add 2001:db8:1::/64 via 2001:db8:f::1"]);
    }
}
