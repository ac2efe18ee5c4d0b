using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Fuzz.Targets;

/// <summary>IS-IS PDUs: every accepted one is written back TLV by TLV, and every entry of its lists is read.</summary>
public static class IsisTarget
{
    public static FuzzTarget Isis { get; } = new("isis", Seeds, Run);

    private static IReadOnlyList<byte[]> Seeds() =>
        [.. Corpus.LlcPayloads().Where(static payload => payload is [0xFE, 0xFE, 3, ..]).Select(static payload => payload[LlcHeader.Length..])];

    private static void Run(ReadOnlySpan<byte> input)
    {
        if (IsisPdu.TryParse(input, out IsisPdu pdu) != IsisFault.None)
        {
            return;
        }

        bool isLsp = pdu.Type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState;
        string text = IsisPrinter.Print(pdu);
        IsisPduWriter writer = Begin(pdu, new byte[input.Length]);
        foreach (Tlv tlv in pdu.Tlvs)
        {
            Check.True(writer.Add(tlv.Type, tlv.Value), "a TLV that was read has no room");
            CheckEntries(tlv);
        }

        Span<byte> written = writer.Finish();
        Check.True(IsisPdu.TryParse(written, out IsisPdu again) == IsisFault.None, "a written PDU does not parse");
        Check.Same(pdu.Bytes[pdu.FixedLength..], again.Bytes[again.FixedLength..], "TLVs");
        if (!isLsp)
        {
            Check.Same(text, IsisPrinter.Print(again), "PDU");
        }
        else if (!LspHeader.Read(again).IsPurge)
        {
            Check.True(LspChecksum.IsValid(again.Bytes), "the checksum that was written is wrong");
        }
    }

    private static IsisPduWriter Begin(IsisPdu pdu, byte[] buffer) => pdu.Type switch
    {
        IsisPduType.PointToPointHello => new IsisPduWriter(buffer, PointToPointHelloHeader.Read(pdu)),
        IsisPduType.Level1LanHello or IsisPduType.Level2LanHello => new IsisPduWriter(buffer, pdu.Type, LanHelloHeader.Read(pdu)),
        IsisPduType.Level1LinkState or IsisPduType.Level2LinkState => new IsisPduWriter(buffer, pdu.Type, LspHeader.Read(pdu)),
        IsisPduType.Level1CompleteSequence or IsisPduType.Level2CompleteSequence =>
            new IsisPduWriter(buffer, pdu.Type, CompleteSequenceHeader.Read(pdu)),
        _ => new IsisPduWriter(buffer, pdu.Type, PartialSequenceHeader.Read(pdu)),
    };

    private static void CheckEntries(Tlv tlv)
    {
        byte[] octets = new byte[Tlv.MaximumValueLength + 16];
        foreach (ExtendedIsReach entry in new ExtendedIsReachList(tlv.Value))
        {
            Check.True(ExtendedIsReach.TryRead(octets.AsSpan(0, entry.Write(octets)), out ExtendedIsReach second), "a written link does not parse");
            Check.True(second.Neighbor == entry.Neighbor && second.Metric == entry.Metric && second.SubTlvs.SequenceEqual(entry.SubTlvs), "link");
        }

        foreach (AddressFamily family in (ReadOnlySpan<AddressFamily>)[AddressFamily.Ipv4, AddressFamily.Ipv6])
        {
            foreach (PrefixReach entry in new PrefixReachList(tlv.Value, family))
            {
                Check.True(PrefixReach.TryRead(octets.AsSpan(0, entry.Write(octets)), family, out PrefixReach second), "a written prefix does not parse");
                Check.True(second.Prefix == entry.Prefix && second.Metric == entry.Metric && second.SubTlvs.SequenceEqual(entry.SubTlvs), "prefix");
            }
        }

        if (ThreeWayAdjacency.TryRead(tlv.Value, out ThreeWayAdjacency threeWay))
        {
            Check.Same(tlv.Value, octets.AsSpan(0, threeWay.Write(octets)), "three-way adjacency");
        }

        if (SystemAlias.TryRead(tlv.Value, out SystemAlias alias))
        {
            Check.True(SystemAlias.TryRead(octets.AsSpan(0, alias.Write(octets)), out SystemAlias second) && second == alias, "alias");
        }

        if (PurgeOriginator.TryRead(tlv.Value, out PurgeOriginator originator))
        {
            Check.Same(tlv.Value, octets.AsSpan(0, originator.Write(octets)), "purge originator");
        }
    }
}
