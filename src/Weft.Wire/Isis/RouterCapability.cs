namespace Weft.Wire.Isis;

/// <summary>The value of TLV 242 (RFC 7981 section 2).</summary>
public readonly ref struct RouterCapability(IpAddress routerId, byte flags, ReadOnlySpan<byte> subTlvs)
{
    /// <summary>Octets before the sub-TLVs.</summary>
    public const int FixedLength = 5;

    /// <summary>An IPv4 router id.</summary>
    public IpAddress RouterId { get; } = routerId;

    /// <summary>0x01 S: flooded across the whole domain; 0x02 D: leaked down.</summary>
    public byte Flags { get; } = flags;

    /// <summary>Sub-TLVs as they are.</summary>
    public ReadOnlySpan<byte> SubTlvs { get; } = subTlvs;

    /// <summary>Reads the value; false when it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out RouterCapability capability)
    {
        capability = default;
        if (value.Length < FixedLength)
        {
            return false;
        }

        capability = new RouterCapability(IpAddress.ReadIpv4(value), value[4], value[FixedLength..]);
        return true;
    }

    /// <summary>Writes the value; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        RouterId.Write(destination);
        destination[4] = Flags;
        SubTlvs.CopyTo(destination[FixedLength..]);
        return FixedLength + SubTlvs.Length;
    }
}
