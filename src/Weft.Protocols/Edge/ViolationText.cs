namespace Weft.Protocols.Edge;

/// <summary>Violations in words.</summary>
public static class ViolationText
{
    public static string Of(ViolationReason reason) => reason switch
    {
        ViolationReason.MalformedArp => "ARP that cannot be read",
        ViolationReason.MalformedNeighborDiscovery => "neighbour discovery that breaks its rules",
        ViolationReason.FragmentedNeighborDiscovery => "neighbour discovery in fragments",
        ViolationReason.SourceMac => "a source MAC that no host has",
        ViolationReason.SenderMac => "another sender inside than outside",
        ViolationReason.TargetMac => "another target inside than outside",
        ViolationReason.SenderAddress => "an address that no host has",
        ViolationReason.GatewayAddress => "the gateway's address",
        ViolationReason.AddressOfAnother => "an address that belongs to somebody else",
        ViolationReason.NotGranted => "an address that nobody has given it",
        ViolationReason.RouterAdvertisement => "a router advertisement",
        ViolationReason.Redirect => "a redirect",
        ViolationReason.RouterFlag => "a host that says it is a router",
        ViolationReason.DhcpServer => "a DHCP server where none is",
        ViolationReason.DhcpClient => "DHCP that no honest client sends",
        ViolationReason.DhcpFlood => "too much DHCP",
        ViolationReason.Bpdu => "a BPDU, and so a bridge, where only hosts should be",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
