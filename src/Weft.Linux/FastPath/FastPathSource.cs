using System.Runtime.InteropServices;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A host that is known at a port: who may take the fast path.</summary>
/// <param name="Interface">The kernel's index of the port.</param>
/// <param name="Mac">The host's MAC.</param>
/// <param name="Address">One of its addresses.</param>
/// <param name="AsksFlows">True when only flows that the packet filter has let pass may take it.</param>
public readonly record struct FastPathSource(int Interface, MacAddress Mac, IpAddress Address, bool AsksFlows = false)
{
    /// <summary>Octets of an IPv4 key: interface, MAC, two octets of nothing, address.</summary>
    internal const int Ipv4KeyLength = AddressOffset + 4;

    /// <summary>Octets of an IPv6 key.</summary>
    internal const int Ipv6KeyLength = AddressOffset + 16;

    internal const int MacOffset = 4;
    internal const int AddressOffset = 12;

    /// <summary>Writes the key of the kernel's table; returns its length.</summary>
    internal int WriteKey(Span<byte> destination)
    {
        destination[..Ipv6KeyLength].Clear();
        MemoryMarshal.Write(destination, Interface);
        Mac.Write(destination[MacOffset..]);
        return AddressOffset + Address.Write(destination[AddressOffset..]);
    }
}
