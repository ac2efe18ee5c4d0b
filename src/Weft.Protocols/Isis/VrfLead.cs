using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>The first octets of TLV 250: reach in a VRF other than the default one. The entries behind it are those of TLV 135 or 236.</summary>
/// <remarks><code>
/// 0      1              2
/// | 0x57 | family 4, 6  | VRF id (2) | entries
/// </code></remarks>
internal static class VrfLead
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 4;

    private const byte Marker = 0x57;

    public static void Write(VrfId vrf, AddressFamily family, Span<byte> destination)
    {
        destination[0] = Marker;
        destination[1] = (byte)family;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], vrf.Value);
    }

    /// <summary>Reads the lead; false when the TLV is somebody else's experiment.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out VrfId vrf, out AddressFamily family)
    {
        vrf = default;
        family = default;
        if (value.Length < Length || value[0] != Marker || value[1] is not ((byte)AddressFamily.Ipv4 or (byte)AddressFamily.Ipv6))
        {
            return false;
        }

        family = (AddressFamily)value[1];
        vrf = new VrfId(BinaryPrimitives.ReadUInt16BigEndian(value[2..]));
        return true;
    }
}
