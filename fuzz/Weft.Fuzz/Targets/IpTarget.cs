using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>IPv4 and its options, IPv6 and its extension headers.</summary>
public static class IpTarget
{
    public static FuzzTarget Ipv4 { get; } = new("ipv4", static () => Corpus.Payloads(EtherType.Ipv4), RunIpv4);

    public static FuzzTarget Ipv4Options { get; } = new("ipv4-options", static () => [[148, 4, 0, 0], [1, 1, 7, 4, 4, 0, 0, 0]], RunOptions);

    public static FuzzTarget Ipv6 { get; } = new("ipv6", static () => Corpus.Payloads(EtherType.Ipv6), RunIpv6);

    private static void RunIpv4(ReadOnlySpan<byte> input)
    {
        _ = Ipv4View.TryParse(input, out _);
        byte[] repaired = input.ToArray();
        int length = repaired.Length < Ipv4Header.Length ? 0 : (repaired[0] & 0xF) * 4;
        if (length >= Ipv4Header.Length && length <= repaired.Length)
        {
            BinaryPrimitives.WriteUInt16BigEndian(repaired.AsSpan(10), 0);
            BinaryPrimitives.WriteUInt16BigEndian(repaired.AsSpan(10), InternetChecksum.Compute(repaired.AsSpan(0, length)));
        }

        if (Ipv4View.TryParse(repaired, out Ipv4View view) != Ipv4Fault.None)
        {
            return;
        }

        _ = view.ToString();
        Span<byte> written = stackalloc byte[60];
        written.Fill(0xA5);
        int headerLength = view.Header.Write(written, view.Payload.Length, view.Options);
        Check.Same(repaired.AsSpan(0, view.HeaderLength), written[..headerLength], "header");
        Check.Same(input.Length, view.HeaderLength + view.Payload.Length + view.Padding.Length, "octets");
        RunOptions(view.Options);
    }

    private static void RunOptions(ReadOnlySpan<byte> input)
    {
        Ipv4OptionReader reader = new(input);
        int total = 0;
        while (reader.TryRead(out Ipv4Option option))
        {
            total += option.Data.Length + 2;
        }

        Check.True(total <= input.Length, "options are longer than their octets");
        Check.True(!reader.TryRead(out _), "an ended walk goes on");
    }

    private static void RunIpv6(ReadOnlySpan<byte> input)
    {
        if (Ipv6View.TryParse(input, out Ipv6View view) != Ipv6Fault.None)
        {
            return;
        }

        _ = view.ToString();
        Span<byte> written = stackalloc byte[Ipv6Header.Length];
        written.Fill(0xA5);
        view.Header.Write(written, view.PayloadLength);
        Check.Same(input[..Ipv6Header.Length], written, "header");
        Ipv6ExtensionReader reader = new(view.NextHeader, view.Extensions);
        int total = 0;
        int count = 0;
        IpProtocol last = view.NextHeader;
        while (reader.TryRead(out Ipv6Extension extension))
        {
            total += extension.Octets.Length;
            last = extension.NextHeader;
            count++;
        }

        Check.True(count <= Ipv6View.MaximumExtensions, "too many extension headers");
        Check.Same(view.Extensions.Length, total, "extension octets");
        Check.Same((byte)view.UpperProtocol, (byte)last, "upper protocol");
        Check.Same(input.Length, Ipv6Header.Length + total + view.UpperLayer.Length + view.Padding.Length, "octets");
    }
}
