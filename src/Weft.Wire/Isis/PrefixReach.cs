using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>An IP prefix with a wide metric: TLV 135 and 235 for IPv4 (RFC 5305 section 4), 236 and 237 for IPv6 (RFC 5308 section 2).</summary>
/// <remarks><code>
/// IPv4: 0            4                       5                IPv6: 0            4              5        6
///       | metric (4) | D S length (6 bits)   | prefix | subs        | metric (4) | D X S 0 (5) | length | prefix | subs
/// D down, X external, S sub-TLVs follow; prefix: as few octets as hold the length; subs: one octet of length, sub-TLVs
/// </code></remarks>
public readonly ref struct PrefixReach(IpPrefix prefix, uint metric, bool isDown, bool isExternal, ReadOnlySpan<byte> subTlvs)
{
    /// <summary>A prefix with a larger metric takes no part in SPF (RFC 5305 section 4, MAX_PATH_METRIC).</summary>
    public const uint MaximumPathMetric = 0xFE00_0000;

    private const byte DownBit = 0x80;
    private const byte Ipv4SubTlvBit = 0x40;
    private const byte ExternalBit = 0x40;
    private const byte Ipv6SubTlvBit = 0x20;

    public IpPrefix Prefix { get; } = prefix;

    public uint Metric { get; } = metric;

    /// <summary>Leaked from level 2 into level 1: must not go up again.</summary>
    public bool IsDown { get; } = isDown;

    /// <summary>IPv6 only: redistributed from another protocol.</summary>
    public bool IsExternal { get; } = isExternal;

    /// <summary>Sub-TLVs as they are; empty when there are none.</summary>
    public ReadOnlySpan<byte> SubTlvs { get; } = subTlvs;

    /// <summary>Octets on the wire.</summary>
    public int Length =>
        (Prefix.Address.IsIpv6 ? 6 : 5) + ((Prefix.Length + 7) / 8) + (SubTlvs.IsEmpty ? 0 : 1 + SubTlvs.Length);

    /// <summary>Reads one entry; false when it is cut off or the prefix is too long.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, AddressFamily family, out PrefixReach entry)
    {
        entry = default;
        bool ipv6 = family == AddressFamily.Ipv6;
        int offset = ipv6 ? 6 : 5;
        if (source.Length < offset)
        {
            return false;
        }

        byte control = source[4];
        int bits = ipv6 ? source[5] : control & 0x3F;
        int octets = (bits + 7) / 8;
        if (bits > (ipv6 ? 128 : 32) || source.Length < offset + octets)
        {
            return false;
        }

        Span<byte> address = stackalloc byte[16];
        address.Clear();
        source.Slice(offset, octets).CopyTo(address);
        offset += octets;
        ReadOnlySpan<byte> subTlvs = default;
        if ((control & (ipv6 ? Ipv6SubTlvBit : Ipv4SubTlvBit)) != 0)
        {
            if (source.Length < offset + 1 || source.Length < offset + 1 + source[offset])
            {
                return false;
            }

            subTlvs = source.Slice(offset + 1, source[offset]);
        }

        IpPrefix prefix = new(ipv6 ? IpAddress.ReadIpv6(address) : IpAddress.ReadIpv4(address), bits);
        uint metric = BinaryPrimitives.ReadUInt32BigEndian(source);
        entry = new PrefixReach(prefix, metric, (control & DownBit) != 0, ipv6 && (control & ExternalBit) != 0, subTlvs);
        return true;
    }

    /// <summary>Writes the entry; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        bool ipv6 = Prefix.Address.IsIpv6;
        int offset = ipv6 ? 6 : 5;
        byte down = IsDown ? DownBit : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(destination, Metric);
        if (ipv6)
        {
            destination[4] = (byte)(down | (IsExternal ? ExternalBit : 0) | (SubTlvs.IsEmpty ? 0 : Ipv6SubTlvBit));
            destination[5] = Prefix.Length;
        }
        else
        {
            destination[4] = (byte)(down | (SubTlvs.IsEmpty ? 0 : Ipv4SubTlvBit) | Prefix.Length);
        }

        Span<byte> address = stackalloc byte[16];
        Prefix.Address.Write(address);
        int octets = (Prefix.Length + 7) / 8;
        address[..octets].CopyTo(destination[offset..]);
        offset += octets;
        if (!SubTlvs.IsEmpty)
        {
            destination[offset] = (byte)SubTlvs.Length;
            SubTlvs.CopyTo(destination[(offset + 1)..]);
            offset += 1 + SubTlvs.Length;
        }

        return offset;
    }
}
