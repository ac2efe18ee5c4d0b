using Weft.Testing;
using Weft.Wire;

namespace Weft.Fuzz;

/// <summary>Seeds cut out of the golden captures: the octets that each decoder would be given.</summary>
public static class Corpus
{
    /// <summary>Most seeds of one target; more would only repeat the same shapes.</summary>
    public const int MaximumSeeds = 400;

    /// <summary>Whole frames.</summary>
    public static IReadOnlyList<byte[]> Frames() =>
        [.. Captures.Names.SelectMany(Captures.Read).Select(static frame => frame.Octets).Take(MaximumSeeds)];

    /// <summary>Payloads of typed frames.</summary>
    public static IReadOnlyList<byte[]> Payloads(params EtherType[] types) => Pick(frame =>
        EthernetView.TryParse(frame, out EthernetView view) == EthernetFault.None && !view.IsLlc && types.Contains(view.Type)
            ? view.Payload.ToArray()
            : null);

    /// <summary>Payloads of IEEE 802.3 frames.</summary>
    public static IReadOnlyList<byte[]> LlcPayloads() => Pick(static frame =>
        EthernetView.TryParse(frame, out EthernetView view) == EthernetFault.None && view.IsLlc ? view.Payload.ToArray() : null);

    /// <summary>Whole IPv6 packets whose upper layer is the given one.</summary>
    public static IReadOnlyList<byte[]> Ipv6Packets(IpProtocol protocol) => [.. Payloads(EtherType.Ipv6).Where(packet =>
        Ipv6View.TryParse(packet, out Ipv6View view) == Ipv6Fault.None && view.UpperProtocol == protocol)];

    /// <summary>Payloads of IPv4 packets.</summary>
    public static IReadOnlyList<byte[]> Ipv4Payloads(IpProtocol protocol) => [.. Payloads(EtherType.Ipv4).Select(packet =>
        Ipv4View.TryParse(packet, out Ipv4View view) == Ipv4Fault.None && view.Protocol == protocol ? view.Payload.ToArray() : null).OfType<byte[]>()];

    /// <summary>Upper layers of IPv6 packets.</summary>
    public static IReadOnlyList<byte[]> Ipv6Payloads(IpProtocol protocol) => [.. Ipv6Packets(protocol).Select(static packet =>
        Ipv6View.TryParse(packet, out Ipv6View view) == Ipv6Fault.None ? view.UpperLayer.ToArray() : [])];

    private static IReadOnlyList<byte[]> Pick(Func<byte[], byte[]?> pick) =>
        [.. Captures.Names.SelectMany(Captures.Read).Select(frame => pick(frame.Octets)).OfType<byte[]>().Take(MaximumSeeds)];
}
