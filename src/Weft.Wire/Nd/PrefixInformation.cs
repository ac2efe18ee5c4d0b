using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A prefix information option (RFC 4861 section 4.6.2).</summary>
/// <param name="Address">The prefix; bits beyond the length are kept as they are on the wire.</param>
/// <param name="PrefixLength">Leading bits that count.</param>
/// <param name="Flags">On-link, autonomous.</param>
/// <param name="ValidSeconds">Valid lifetime; 0xFFFFFFFF is for ever.</param>
/// <param name="PreferredSeconds">Preferred lifetime; 0xFFFFFFFF is for ever.</param>
public readonly record struct PrefixInformation(
    IpAddress Address, byte PrefixLength, PrefixFlags Flags, uint ValidSeconds, uint PreferredSeconds)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 32;

    /// <summary>Reads a whole option of 32 octets.</summary>
    public static PrefixInformation Read(ReadOnlySpan<byte> option) => new(
        IpAddress.ReadIpv6(option[16..]),
        option[2],
        (PrefixFlags)option[3],
        BinaryPrimitives.ReadUInt32BigEndian(option[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(option[8..]));

    /// <summary>Writes the whole option of 32 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        destination[0] = (byte)NdOptionType.PrefixInformation;
        destination[1] = Length / 8;
        destination[2] = PrefixLength;
        destination[3] = (byte)Flags;
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ValidSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], PreferredSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], 0);
        Address.Write(destination[16..]);
        return Length;
    }

    public override string ToString() => $"prefix {Address}/{PrefixLength} [{Flags}] valid {ValidSeconds} preferred {PreferredSeconds}";
}
