using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An ICMP header for IPv4 to be written.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Code">Its variant.</param>
/// <param name="Rest">The last four octets of the header: identifier and sequence of an echo, gateway of a redirect.</param>
public readonly record struct IcmpHeader(IcmpType Type, byte Code, uint Rest)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 8;

    /// <summary>Writes the header in front of a body that <paramref name="message"/> already holds from octet 8, and the checksum over both.</summary>
    public void Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        message[1] = Code;
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], Rest);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message));
    }
}
