using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>One neighbour discovery option (RFC 4861 section 4.6).</summary>
public readonly ref struct NdOption
{
    internal NdOption(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <summary>The whole option, a multiple of eight octets.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    public NdOptionType Type => (NdOptionType)Octets[0];

    /// <summary>Behind the type and length octets.</summary>
    public ReadOnlySpan<byte> Data => Octets[2..];

    /// <summary>The address of a source or target link-layer address option.</summary>
    public MacAddress LinkLayerAddress => MacAddress.Read(Data);

    /// <summary>The MTU of an MTU option.</summary>
    public uint Mtu => BinaryPrimitives.ReadUInt32BigEndian(Data[2..]);

    /// <summary>The lifetime, in seconds, of an RDNSS or DNSSL option.</summary>
    public uint LifetimeSeconds => BinaryPrimitives.ReadUInt32BigEndian(Data[2..]);

    /// <summary>How many servers an RDNSS option names.</summary>
    public int ServerCount => (Octets.Length - 8) / 16;

    /// <summary>One server of an RDNSS option.</summary>
    public IpAddress GetServer(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)ServerCount);
        return IpAddress.ReadIpv6(Octets[(8 + (16 * index))..]);
    }

    /// <summary>Reads a prefix information option; false when this is another option or has another length than 32 octets.</summary>
    public bool TryGetPrefix(out PrefixInformation prefix)
    {
        bool fits = Type == NdOptionType.PrefixInformation && Octets.Length == PrefixInformation.Length;
        prefix = fits ? PrefixInformation.Read(Octets) : default;
        return fits;
    }
}
