using Weft.Wire;

namespace Weft.Fuzz.Targets;

/// <summary>Multicast listener discovery, from the IPv6 header on.</summary>
public static class MldTarget
{
    public static FuzzTarget Mld { get; } = new("mld", static () => Corpus.Ipv6Packets(IpProtocol.Icmpv6), Run);

    private static void Run(ReadOnlySpan<byte> input)
    {
        RunPacket(input);
        if (Icmpv6Repair.Repair(input, hopLimit: 1) is byte[] repaired)
        {
            RunPacket(repaired);
        }
    }

    private static void RunPacket(ReadOnlySpan<byte> input)
    {
        if (Ipv6View.TryParse(input, out Ipv6View packet) != Ipv6Fault.None || MldView.TryParse(packet, out MldView view) != MldFault.None)
        {
            return;
        }

        _ = view.ToString();
        MldRecordReader records = view.Records;
        int count = 0;
        while (records.TryRead(out MldRecord record))
        {
            _ = record.Group;
            Check.True(record.Octets.Length >= MldRecord.FixedLength + (16 * record.SourceCount), "a record is shorter than its sources");
            count++;
        }

        Check.Same(view.RecordCount, count, "records");
    }
}
