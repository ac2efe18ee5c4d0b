using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>ICMP for both families, with the mutated message's checksum made right so that the decoder looks further.</summary>
public static class IcmpTarget
{
    private static readonly IpAddress Source = IpAddress.Parse("fe80::1");
    private static readonly IpAddress Destination = IpAddress.Parse("fe80::2");

    public static FuzzTarget Icmp { get; } = new("icmp", static () => Corpus.Ipv4Payloads(IpProtocol.Icmp), RunIcmp);

    public static FuzzTarget Icmpv6 { get; } = new("icmpv6", static () => Corpus.Ipv6Payloads(IpProtocol.Icmpv6), RunIcmpv6);

    private static void RunIcmp(ReadOnlySpan<byte> input)
    {
        _ = IcmpView.TryParse(input, out _);
        if (input.Length < IcmpHeader.Length)
        {
            return;
        }

        byte[] message = input.ToArray();
        new IcmpHeader((IcmpType)input[0], input[1], BinaryPrimitives.ReadUInt32BigEndian(input[4..])).Write(message);
        Check.True(IcmpView.TryParse(message, out IcmpView view) == IcmpFault.None, "a written message does not parse");
        Check.Same(input[IcmpHeader.Length..], view.Body, view.ToString());
        byte[] written = message.ToArray();
        view.Header.Write(written);
        Check.Same(message, written, "message");
    }

    private static void RunIcmpv6(ReadOnlySpan<byte> input)
    {
        _ = Icmpv6View.TryParse(input, Source, Destination, out _);
        if (input.Length < Icmpv6Message.HeaderLength)
        {
            return;
        }

        byte[] message = input.ToArray();
        Icmpv6Message.Write(message, (Icmpv6Type)input[0], input[1], Source, Destination);
        Check.True(Icmpv6View.TryParse(message, Source, Destination, out Icmpv6View view) == IcmpFault.None, "a written message does not parse");
        Check.Same(input[Icmpv6Message.HeaderLength..], view.Body, view.ToString());
    }
}
