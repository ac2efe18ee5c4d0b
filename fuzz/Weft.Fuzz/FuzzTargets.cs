using Weft.Fuzz.Targets;

namespace Weft.Fuzz;

/// <summary>All fuzz targets by name. Every decoder of Weft.Wire has one.</summary>
public static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        EthernetTarget.Ethernet,
        EthernetTarget.Llc,
        EthernetTarget.Printer,
        IsisTarget.Isis,
        AuthenticationTarget.Authentication,
        ArpTarget.Arp,
        IpTarget.Ipv4,
        IpTarget.Ipv4Options,
        IpTarget.Ipv6,
        IcmpTarget.Icmp,
        IcmpTarget.Icmpv6,
        NdTarget.Nd,
        MldTarget.Mld,
        TransportTarget.Udp,
        TransportTarget.Tcp,
        VrrpTarget.Vrrp4,
        VrrpTarget.Vrrp6,
        BfdTarget.Bfd,
        DhcpTarget.Dhcp,
        DhcpTarget.Agent,
        Dhcp6Target.Dhcp6,
        Dhcp6Target.Relay,
    ];

    /// <summary>The target of that name, or null.</summary>
    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
