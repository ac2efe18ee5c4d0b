using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>The common head of every ICMPv6 message and its checksum over the pseudo header (RFC 4443 section 2).</summary>
public static class Icmpv6Message
{
    /// <summary>Type, code and checksum, in octets.</summary>
    public const int HeaderLength = 4;

    /// <summary>Writes type, code and the checksum around a body that <paramref name="message"/> already holds from octet 4.</summary>
    public static void Write(Span<byte> message, Icmpv6Type type, byte code, IpAddress source, IpAddress destination)
    {
        message[0] = (byte)type;
        message[1] = code;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], Sum(message, source, destination));
    }

    internal static bool HasCorrectChecksum(ReadOnlySpan<byte> message, IpAddress source, IpAddress destination) =>
        Sum(message, source, destination) == 0;

    private static ushort Sum(ReadOnlySpan<byte> message, IpAddress source, IpAddress destination) =>
        InternetChecksum.Finish(InternetChecksum.Add(
            InternetChecksum.PseudoHeader(source, destination, IpProtocol.Icmpv6, message.Length), message));
}
