using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The rates and marks of one segment's hosts, as a switch's packet filter has them.</summary>
internal sealed class QualityFilter(Fabric fabric, SegmentPolicies policies, Dictionary<(PolicyId Policy, PolicyDirection Direction), RateBook> rates)
{
    private const int DiffServShift = 2;
    private const byte CongestionBits = 3;

    /// <summary>False for a packet that is above its host's rate.</summary>
    public bool IsWithinRate(Instant now, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (PolicyOf(direction, facts) is not { Quality: { } quality } policy || quality.Limit(direction) is not { } rate || IsExempt(direction, facts, frame))
        {
            return true;
        }

        if (!rates.TryGetValue((policy.Id, direction), out RateBook? book))
        {
            book = new RateBook(rate);
            rates.Add((policy.Id, direction), book);
        }

        return book.TryTake(now, direction == PolicyDirection.Out ? facts.Source : facts.Destination, frame.Length - EthernetHeader.Length);
    }

    /// <summary>Writes a frame as its host's policy marks it; false where nothing is to be marked.</summary>
    public bool TryMark(in FrameFacts facts, ReadOnlySpan<byte> frame, Span<byte> copy)
    {
        if (!facts.IsIp || PolicyOf(PolicyDirection.Out, facts)?.Quality?.Mark is not { } mark)
        {
            return false;
        }

        frame.CopyTo(copy);
        Span<byte> packet = copy[EthernetHeader.Length..frame.Length];
        ushort first = BinaryPrimitives.ReadUInt16BigEndian(packet);
        int shift = facts.Kind == FrameKind.Ipv4 ? 0 : 4;
        int old = first >> shift & byte.MaxValue;
        int next = mark.Value << DiffServShift | (old & CongestionBits);
        ushort changed = (ushort)(first & ~(byte.MaxValue << shift) | next << shift);
        BinaryPrimitives.WriteUInt16BigEndian(packet, changed);
        if (facts.Kind == FrameKind.Ipv4)
        {
            // RFC 1624, equation 3.
            const int ChecksumOffset = 10;
            uint sum = (ushort)~BinaryPrimitives.ReadUInt16BigEndian(packet[ChecksumOffset..]) + (uint)(ushort)~first + changed;
            sum = (sum & ushort.MaxValue) + (sum >> 16);
            sum = (sum & ushort.MaxValue) + (sum >> 16);
            BinaryPrimitives.WriteUInt16BigEndian(packet[ChecksumOffset..], (ushort)~sum);
        }

        return true;
    }

    private HostPolicy? PolicyOf(PolicyDirection direction, in FrameFacts facts) => direction == PolicyDirection.Out
        ? fabric.FindPolicy(policies.Of(facts.Source, facts.From))
        : fabric.FindPolicy(policies.Of(facts.Destination, facts.To));

    private static bool IsExempt(PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        facts.Kind == FrameKind.Arp
        || (direction == PolicyDirection.In && facts.Destination.IsGroup)
        || PolicyFilter.IsExempt(direction, facts, PacketTuple.TryRead(facts, frame, out PacketTuple tuple), tuple);
}
