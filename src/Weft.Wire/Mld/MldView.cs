using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An MLDv1 or MLDv2 message: query, report or done (RFC 2710, RFC 3810).</summary>
public readonly ref struct MldView
{
    /// <summary>Most group records of one report.</summary>
    public const int MaximumRecords = 256;

    /// <summary>The fixed part of queries, version 1 reports and done messages, in octets; longer queries are version 2.</summary>
    public const int Version1Length = 24;

    private const int ReportHeaderLength = 8;
    private const int Version2QueryLength = 28;

    private readonly ReadOnlySpan<byte> _message;

    private MldView(ReadOnlySpan<byte> message) => _message = message;

    public Icmpv6Type Type => (Icmpv6Type)_message[0];

    /// <summary>Group of a query (unspecified: general), version 1 report or done; throws for a version 2 report.</summary>
    public IpAddress Group => Type == Icmpv6Type.ListenerReportV2
        ? throw new InvalidOperationException("a version 2 report has records")
        : IpAddress.ReadIpv6(_message[8..]);

    /// <summary>Maximum response code of a query.</summary>
    public ushort MaximumResponse => BinaryPrimitives.ReadUInt16BigEndian(_message[4..]);

    /// <summary>Group records of a version 2 report; 0 for others.</summary>
    public int RecordCount => Type == Icmpv6Type.ListenerReportV2 ? BinaryPrimitives.ReadUInt16BigEndian(_message[6..]) : 0;

    /// <summary>A walk over the group records; empty for other messages than version 2 reports.</summary>
    public MldRecordReader Records => new(_message[ReportHeaderLength..], RecordCount);

    /// <summary>Reads the message of an IPv6 packet.</summary>
    public static MldFault TryParse(scoped in Ipv6View packet, out MldView view)
    {
        view = default;
        ReadOnlySpan<byte> message = packet.UpperLayer;
        if (packet.UpperProtocol != IpProtocol.Icmpv6 || packet.FragmentOffset != 0)
        {
            return MldFault.NotListenerDiscovery;
        }

        if (message.IsEmpty)
        {
            return MldFault.Truncated;
        }

        Icmpv6Type type = (Icmpv6Type)message[0];
        if (type is not (Icmpv6Type.ListenerQuery or Icmpv6Type.ListenerReport or Icmpv6Type.ListenerDone or Icmpv6Type.ListenerReportV2))
        {
            return MldFault.NotListenerDiscovery;
        }

        if (packet.HasFragmentHeader)
        {
            return MldFault.Fragmented;
        }

        if (packet.HopLimit != 1)
        {
            return MldFault.HopLimit;
        }

        MldFault fault = type == Icmpv6Type.ListenerReportV2 ? CheckReport(message) : CheckVersion1(type, message);
        if (fault != MldFault.None)
        {
            return fault;
        }

        if (!Icmpv6Message.HasCorrectChecksum(message, packet.Source, packet.Destination))
        {
            return MldFault.Checksum;
        }

        bool mayBeUnspecified = type is Icmpv6Type.ListenerReport or Icmpv6Type.ListenerReportV2;
        if (!packet.Source.IsLinkLocal && !(packet.Source.IsUnspecified && mayBeUnspecified))
        {
            return MldFault.Source;
        }

        view = new MldView(message);
        return MldFault.None;
    }

    private static MldFault CheckVersion1(Icmpv6Type type, ReadOnlySpan<byte> message)
    {
        if (message.Length < Version1Length)
        {
            return MldFault.Truncated;
        }

        if (type != Icmpv6Type.ListenerQuery || message.Length == Version1Length)
        {
            return MldFault.None;
        }

        return message.Length < Version2QueryLength
            || message.Length < Version2QueryLength + (16 * BinaryPrimitives.ReadUInt16BigEndian(message[26..]))
                ? MldFault.Truncated
                : MldFault.None;
    }

    private static MldFault CheckReport(ReadOnlySpan<byte> message)
    {
        if (message.Length < ReportHeaderLength)
        {
            return MldFault.Truncated;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        if (count > MaximumRecords)
        {
            return MldFault.TooManyRecords;
        }

        ReadOnlySpan<byte> records = message[ReportHeaderLength..];
        for (int i = 0; i < count; i++)
        {
            int length = MldRecord.LengthOf(records);
            if (length == 0)
            {
                return MldFault.Truncated;
            }

            records = records[length..];
        }

        return MldFault.None;
    }

    /// <summary>"ICMP6, multicast listener report v2, 1 group record(s)".</summary>
    public override string ToString() => Type switch
    {
        Icmpv6Type.ListenerReportV2 => $"ICMP6, multicast listener report v2, {RecordCount} group record(s)",
        Icmpv6Type.ListenerReport => $"ICMP6, multicast listener report {Group}",
        Icmpv6Type.ListenerDone => $"ICMP6, multicast listener done {Group}",
        _ => $"ICMP6, multicast listener query {Group}",
    };
}
