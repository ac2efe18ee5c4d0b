using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Rates and marks of policies in the simulated plane.</summary>
public sealed class QualityFilterTests
{
    private const string Limited = "02:00:00:00:00:0a";
    private const string Other = "02:00:00:00:00:0b";
    private const string Free = "02:00:00:00:00:0c";
    private const int PacketLength = 1_000;
    private const int InSecond = 1_000_000 / 8 / PacketLength;
    private const byte Expedited = 46;

    private const string Text =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
        hosts:
          vm-a: { at: leaf1:swp1, subnet: web, mac: "02:00:00:00:00:0a" }
          vm-b: { at: leaf1:swp2, subnet: web, mac: "02:00:00:00:00:0b" }
          vm-c: { at: leaf1:swp3, subnet: web, mac: "02:00:00:00:00:0c" }
        policies:
          slow: { for: [vm-a, vm-b], qos: { out: 1M, in: 2M, dscp: EF } }
        """;

    private readonly QualityFilter _filter;
    private Instant _now = new(1_000_000_000_000);

    public QualityFilterTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.Empty(load.Faults);
        Fabric fabric = load.Fabric!;
        _filter = new QualityFilter(fabric, new SegmentPolicies(fabric, fabric.Subnets[0], []), []);
    }

    [Theory]
    [InlineData(true, InSecond)]
    [InlineData(false, 2 * InSecond)]
    public void A_second_of_the_rate_passes_at_once_and_then_the_rate(bool isOut, int inSecond)
    {
        Assert.Equal(inSecond, Passed(isOut, Limited, 1_000));
        Assert.Equal(0, Passed(isOut, Limited, 10));
        _now += TimeSpan.FromSeconds(0.5);
        Assert.Equal(inSecond / 2, Passed(isOut, Limited, 1_000));
        _now += TimeSpan.FromHours(1);
        Assert.Equal(inSecond, Passed(isOut, Limited, 1_000));
    }

    [Fact]
    public void Each_host_has_its_own_rate_and_others_have_none()
    {
        Assert.Equal(InSecond, Passed(true, Limited, 1_000));
        Assert.Equal(InSecond, Passed(true, Other, 1_000));
        Assert.Equal(1_000, Passed(true, Free, 1_000));
        Assert.Equal(2 * InSecond, Passed(false, Limited, 1_000));
    }

    [Fact]
    public void Hosts_for_which_there_is_no_room_share_a_rate_until_others_are_silent()
    {
        RateBook book = new(new DataRate(1_000_000));
        for (ulong i = 1; i <= PolicyQuality.CountedHosts; i++)
        {
            Assert.True(book.TryTake(_now, MacAddress.FromValue(i), PacketLength));
        }

        MacAddress[] late = [MacAddress.Parse("02:00:00:00:00:aa"), MacAddress.Parse("02:00:00:00:00:bb")];
        Assert.Equal(InSecond, Enumerable.Range(0, 1_000).Count(i => book.TryTake(_now, late[i % 2], PacketLength)));
        _now += PolicyQuality.Silence;
        Assert.Equal(2 * InSecond, Enumerable.Range(0, 1_000).Count(i => book.TryTake(_now, late[i % 2], PacketLength)));
    }

    [Fact]
    public void What_a_host_has_its_link_by_is_not_counted()
    {
        Assert.Equal(InSecond, Passed(true, Limited, 1_000));
        Assert.False(Take(true, Frame(Limited, Free, ipv6: false)));
        Assert.True(Take(true, PlaneFrames.ArpRequest(Limited, "10.1.0.11", "10.1.0.1")));
        Assert.True(Take(true, PlaneFrames.Neighbor(Free, Limited, "2001:db8:1::11", "2001:db8:1::12", Icmpv6Type.NeighborSolicitation, "2001:db8:1::12")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mark_changes_the_codepoint_and_nothing_else(bool ipv6)
    {
        const byte Congested = 1;
        byte[] frame = Frame(Limited, Free, ipv6);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(14), (ushort)(ipv6 ? 0x6000 | (Congested << 4) : 0x4500 | Congested));
        if (!ipv6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(24), 0);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(24), InternetChecksum.Compute(frame.AsSpan(14, 20)));
        }

        byte[] marked = new byte[frame.Length];
        Assert.True(FrameFacts.TryRead(frame, out FrameFacts facts));
        Assert.True(_filter.TryMark(facts, frame, marked));
        int both = (Expedited << 2) | Congested;
        Assert.Equal(ipv6 ? 0x6000 | (both << 4) : 0x4500 | both, BinaryPrimitives.ReadUInt16BigEndian(marked.AsSpan(14)));
        Assert.Equal(frame.AsSpan(26).ToArray(), marked.AsSpan(26).ToArray());
        Assert.Equal(0, ipv6 ? 0 : InternetChecksum.Compute(marked.AsSpan(14, 20)));
        Assert.False(_filter.TryMark(FactsOf(Frame(Free, Limited, ipv6)), Frame(Free, Limited, ipv6), marked));
    }

    [Theory]
    [InlineData("EF", "CS0")]
    [InlineData("CS6", "CS0")]
    [InlineData("AF21", "AF21")]
    public void A_host_without_a_priority_may_not_use_the_codepoint_of_one(string sent, string passed)
    {
        FabricLoad load = FabricFile.Load(Text.Replace("dscp: EF", "dscp: EF, priority: 5", StringComparison.Ordinal));
        QualityFilter filter = new(load.Fabric!, new SegmentPolicies(load.Fabric!, load.Fabric!.Subnets[0], []), []);
        Assert.Equal(passed, MarkOf(filter, Coded(Free, sent)));
        Assert.Equal("EF", MarkOf(filter, Coded(Limited, sent)));
        Assert.Equal(sent, MarkOf(_filter, Coded(Free, sent)));
    }

    private static string MarkOf(QualityFilter filter, byte[] frame)
    {
        byte[] marked = new byte[frame.Length];
        return PacketMark.Read(FactsOf(frame), filter.TryMark(FactsOf(frame), frame, marked) ? marked : frame).ToString();
    }

    private static byte[] Coded(string from, string code)
    {
        byte[] frame = Frame(from, Limited, ipv6: false);
        byte[] coded = new byte[frame.Length];
        Assert.True(DiffServCode.TryParse(code, out DiffServCode value));
        PacketMark.Write(FactsOf(frame), frame, coded, value);
        return coded;
    }

    private int Passed(bool isOut, string mac, int count)
    {
        byte[] frame = isOut ? Frame(mac, Free, ipv6: false) : Frame(Free, mac, ipv6: false);
        return Enumerable.Range(0, count).Count(_ => Take(isOut, frame));
    }

    private bool Take(bool isOut, byte[] frame) => _filter.IsWithinRate(_now, isOut ? PolicyDirection.Out : PolicyDirection.In, FactsOf(frame), frame);

    private static FrameFacts FactsOf(byte[] frame)
    {
        Assert.True(FrameFacts.TryRead(frame, out FrameFacts facts));
        return facts;
    }

    private static byte[] Frame(string from, string to, bool ipv6) => ipv6
        ? PlaneFrames.Udp(to, from, "2001:db8:1::11", "2001:db8:1::12", length: PacketLength - 48)
        : PlaneFrames.Udp(to, from, "10.1.0.11", "10.1.0.12", length: PacketLength - 28);
}
