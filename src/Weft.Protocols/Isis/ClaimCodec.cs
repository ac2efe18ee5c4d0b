using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>A host claim as a private sub-TLV of a /32 or /128; other routers see a plain host route and reflood it untouched.</summary>
/// <remarks><code>
/// 0      1       2         8           12            16
/// | 0x57 | flags | MAC (6) | epoch (4) | segment (4) | attachment (4), only when it is not 0 |
/// flags: 0x01 tentative, 0x02 anycast, 0x04 vouched; the others are 0 and ignored
/// </code></remarks>
internal static class ClaimCodec
{
    /// <summary>The sub-TLV's type, from the range that no standard uses.</summary>
    public const byte SubTlvType = 250;

    /// <summary>The longest sub-TLV with its header, in octets.</summary>
    public const int MaximumSubTlvLength = Tlv.HeaderLength + LongLength;

    private const byte Marker = 0x57;
    private const int ShortLength = 16;
    private const int LongLength = 20;
    private const ClaimFlags KnownFlags = ClaimFlags.Tentative | ClaimFlags.Anycast | ClaimFlags.Vouched;

    /// <summary>Writes the sub-TLV with its header; returns how many octets.</summary>
    public static int Write(in HostClaim claim, Span<byte> destination)
    {
        int length = claim.Attachment == 0 ? ShortLength : LongLength;
        destination[0] = SubTlvType;
        destination[1] = (byte)length;
        Span<byte> value = destination[Tlv.HeaderLength..];
        value[0] = Marker;
        value[1] = (byte)(claim.Flags & KnownFlags);
        claim.Mac.Write(value[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(value[8..], claim.Epoch);
        BinaryPrimitives.WriteUInt32BigEndian(value[12..], claim.Segment.Value);
        if (claim.Attachment != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(value[ShortLength..], claim.Attachment);
        }

        return Tlv.HeaderLength + length;
    }

    /// <summary>Reads the claim of a prefix entry; false for prefixes that are no host's or carry no claim.</summary>
    public static bool TryRead(VrfId vrf, PrefixReach entry, out HostClaim claim)
    {
        claim = default;
        if (!entry.Prefix.IsHost)
        {
            return false;
        }

        foreach (Tlv subTlv in new TlvSequence(entry.SubTlvs))
        {
            ReadOnlySpan<byte> value = subTlv.Value;
            if ((byte)subTlv.Type == SubTlvType && value.Length >= ShortLength && value[0] == Marker)
            {
                claim = new HostClaim(
                    vrf,
                    entry.Prefix.Address,
                    MacAddress.Read(value[2..]),
                    BinaryPrimitives.ReadUInt32BigEndian(value[8..]),
                    new SegmentId(BinaryPrimitives.ReadUInt32BigEndian(value[12..])),
                    value.Length >= LongLength ? BinaryPrimitives.ReadUInt32BigEndian(value[ShortLength..]) : 0,
                    (ClaimFlags)value[1] & KnownFlags);
                return true;
            }
        }

        return false;
    }
}
