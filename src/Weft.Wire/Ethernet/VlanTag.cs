using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>One IEEE 802.1Q or 802.1ad tag: TPID and tag control information.</summary>
/// <remarks><code>
/// 0               16  19 20          32
/// | TPID          |PCP|D| VID         |
/// </code></remarks>
/// <param name="Tpid">The tag's own EtherType.</param>
/// <param name="ControlInformation">Priority (3 bits), drop eligible (1), VID (12).</param>
public readonly record struct VlanTag(EtherType Tpid, ushort ControlInformation)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 4;

    /// <summary>The 12-bit VID as it is on the wire: 0 is a priority tag, 4095 is reserved.</summary>
    public ushort Vid => (ushort)(ControlInformation & 0xFFF);

    /// <summary>Priority code point, 0 to 7.</summary>
    public byte Priority => (byte)(ControlInformation >> 13);

    public bool DropEligible => (ControlInformation & 0x1000) != 0;

    /// <summary>A customer tag of priority 0.</summary>
    public static VlanTag ForVlan(VlanId vlan) => new(EtherType.CustomerTag, vlan.Value);

    /// <summary>Reads four octets.</summary>
    public static VlanTag Read(ReadOnlySpan<byte> source) =>
        new((EtherType)BinaryPrimitives.ReadUInt16BigEndian(source), BinaryPrimitives.ReadUInt16BigEndian(source[2..]));

    /// <summary>Writes four octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)Tpid);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], ControlInformation);
        return Length;
    }

    public override string ToString() => Tpid == EtherType.ServiceTag ? $"svlan {Vid}, p {Priority}" : $"vlan {Vid}, p {Priority}";
}
