using CsCheck;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

public sealed class IsisValueTests
{
    [Fact]
    public void An_LSP_id_is_read_written_ordered_and_printed_as_on_the_wire()
    {
        LspId id = new(SystemId.FromValue(0x0000_0000_0102), 3, 4);
        byte[] octets = new byte[8];
        Assert.Equal(8, id.Write(octets));
        Assert.Equal("0000000001020304", Convert.ToHexString(octets));
        Assert.Equal(id, LspId.Read(octets));
        Assert.Equal((0x102UL, (byte)3, (byte)4), (id.System.Value, id.Pseudonode, id.Fragment));
        Assert.Equal("0000.0000.0102.03-04", id.ToString());
        Assert.True(id > LspId.Lowest && id < LspId.Highest && id < new LspId(id.System, 3, 5) && id < new LspId(id.System, 4, 0));
    }

    [Fact]
    public void A_prefix_entry_survives_writing_and_reading()
    {
        Gen.Select(Gen.Bool, Gen.ULong, Gen.Int[0, 128], Gen.UInt, Gen.Bool, Gen.Byte.Array[0, 40]).Sample((ipv6, bits, length, metric, down, subTlvs) =>
        {
            IpAddress address = ipv6 ? IpAddress.Ipv6(new UInt128(bits, bits)) : IpAddress.Ipv4((uint)bits);
            PrefixReach entry = new(new IpPrefix(address, Math.Min(length, address.BitCount)), metric, down, ipv6, subTlvs);
            byte[] octets = new byte[80];
            Array.Fill(octets, (byte)0xA5);
            int written = entry.Write(octets);
            return written == entry.Length
                && PrefixReach.TryRead(octets, address.Family, out PrefixReach read)
                && read.Prefix == entry.Prefix && read.Metric == metric && read.IsDown == down && read.IsExternal == ipv6
                && read.SubTlvs.SequenceEqual(subTlvs);
        });
    }

    [Theory]
    [InlineData("0000000a 21 0a000001 00", AddressFamily.Ipv4)]
    [InlineData("0000000a 20 0a0000", AddressFamily.Ipv4)]
    [InlineData("0000000a 60 0a000001", AddressFamily.Ipv4)]
    [InlineData("0000000a 60 0a000001 02 00", AddressFamily.Ipv4)]
    [InlineData("0000000a 00 81 20010db8000000000000000000000001 00", AddressFamily.Ipv6)]
    [InlineData("0000000a 00 40 20010db8", AddressFamily.Ipv6)]
    [InlineData("0000000a 00", AddressFamily.Ipv6)]
    public void A_malformed_prefix_entry_ends_the_list(string hex, AddressFamily family)
    {
        Assert.False(new PrefixReachList(Convert.FromHexString(hex.Replace(" ", "")), family).MoveNext());
    }

    [Fact]
    public void An_entry_that_announces_empty_sub_TLVs_does_not_hide_the_next_one()
    {
        List<string> prefixes = [];
        foreach (PrefixReach entry in new PrefixReachList(Convert.FromHexString("0000000160" + "0a00000100" + "0000000220" + "0a000002"), AddressFamily.Ipv4))
        {
            prefixes.Add(entry.Prefix.ToString());
        }

        Assert.Equal(["10.0.0.1/32", "10.0.0.2/32"], prefixes);
    }

    [Theory]
    [InlineData("02", AdjacencyState.Down, null, null, null)]
    [InlineData("0200000007", AdjacencyState.Down, 7u, null, null)]
    [InlineData("010000000000000000000200000000", AdjacencyState.Initializing, 0u, 2ul, 0u)]
    public void The_three_way_TLV_is_read_and_written_in_all_its_lengths(
        string hex, AdjacencyState state, uint? circuit, ulong? neighbor, uint? neighborCircuit)
    {
        byte[] octets = Convert.FromHexString(hex);
        Assert.True(ThreeWayAdjacency.TryRead(octets, out ThreeWayAdjacency read));
        SystemId? system = neighbor is ulong value ? SystemId.FromValue(value) : null;
        Assert.Equal(new ThreeWayAdjacency(state, circuit, system, neighborCircuit), read);
        byte[] written = new byte[ThreeWayAdjacency.MaximumLength];
        Assert.Equal(octets, written[..read.Write(written)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("03")]
    [InlineData("0200")]
    [InlineData("02000000070000000000020000000000")]
    public void A_three_way_TLV_of_another_form_is_refused(string hex)
    {
        Assert.False(ThreeWayAdjacency.TryRead(Convert.FromHexString(hex), out _));
    }

    [Theory]
    [InlineData("01", true, false, null)]
    [InlineData("02001e", false, true, 30)]
    [InlineData("02001e000000000002", false, true, 30)]
    public void Restart_signals_are_read_and_written(string hex, bool request, bool acknowledgement, int? remaining)
    {
        byte[] octets = Convert.FromHexString(hex);
        Assert.True(RestartSignal.TryRead(octets, out RestartSignal signal));
        Assert.Equal((request, acknowledgement, remaining), (signal.IsRequest, signal.IsAcknowledgement, (int?)signal.RemainingTime));
        byte[] written = new byte[RestartSignal.MaximumLength];
        Assert.Equal(octets, written[..signal.Write(written)]);
    }

    [Fact]
    public void The_writer_splits_entries_over_TLVs_and_refuses_what_does_not_fit()
    {
        byte[] buffer = new byte[PartialSequenceHeader.Length + 300];
        IsisPduWriter writer = new(buffer, IsisPduType.Level2PartialSequence, new PartialSequenceHeader(default));
        byte[] entry = new byte[LspEntry.Length];
        int count = 0;
        while (writer.Append(IsisTlvType.LspEntries, entry))
        {
            count++;
        }

        // 15 entries fill one TLV; 300 - 2 - 240 - 2 leaves room for three more.
        Assert.Equal(18, count);
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(writer.Finish(), out IsisPdu pdu));
        List<int> lengths = [];
        foreach (Tlv tlv in pdu.Tlvs)
        {
            lengths.Add(tlv.Value.Length);
        }

        Assert.Equal([240, 48], lengths);
    }

    [Fact]
    public void Padding_fills_a_hello_to_the_wanted_length()
    {
        byte[] buffer = new byte[IsisFrame.MaximumPduLength];
        IsisPduWriter writer = new(buffer, new PointToPointHelloHeader(IsisLevels.Level2, default, 3, 1));
        writer.PadTo(IsisFrame.MaximumPduLength);
        Assert.InRange(writer.Finish().Length, IsisFrame.MaximumPduLength - 1, IsisFrame.MaximumPduLength);
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(writer.Finish(), out _));
    }

    [Fact]
    public void Names_of_neighbours_are_printed_without_control_characters()
    {
        byte[] buffer = new byte[100];
        IsisPduWriter writer = new(buffer, new PointToPointHelloHeader(IsisLevels.Level2, SystemId.FromValue(1), 3, 1));
        writer.Add(IsisTlvType.HostName, [0x1B, (byte)'a', 0x80]);
        IsisPdu.TryParse(writer.Finish(), out IsisPdu pdu);
        Assert.Equal("P2P hello from 0000.0000.0001 levels Level2 hold 3 s circuit 1, length 25\n  137 HostName: ?a?", IsisPrinter.Print(pdu));
    }
}
