using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Many hosts behind one port that exist only as frames: each has a MAC and an address of its own.</summary>
internal sealed class NodeBenchCrowd(Subnet subnet, AddressFamily family, int count)
{
    // Above the addresses that real hosts of the subnet get.
    private const int FirstAddress = 0x1000;
    private const ulong FirstMac = 0x0242_0000_0000;

    private readonly IpAddress _first = First(subnet, family);

    internal int Count => count;

    internal MacAddress Mac(int host) => MacAddress.FromValue(FirstMac + ((ulong)subnet.Vlan.Value << 24) + (ulong)host);

    internal IpAddress Address(int host) => IpAddress.FromBits(family, _first.Bits + (uint)host);

    /// <summary>The number of the host with an address, or -1.</summary>
    internal int IndexOf(IpAddress address)
    {
        UInt128 distance = address.Bits - _first.Bits;
        return address.Family == family && distance < (UInt128)count ? (int)distance : -1;
    }

    /// <summary>One announcement of each host.</summary>
    internal byte[][] Announcements() => [.. Enumerable.Range(0, count).Select(host => HostFrames.Announcement(Mac(host), Address(host)))];

    private static IpAddress First(Subnet subnet, AddressFamily family)
    {
        GatewayAddress gateway = subnet.Gateways.First(item => item.Address.Family == family);
        return IpAddress.FromBits(family, gateway.Prefix.Address.Bits + FirstAddress);
    }
}
