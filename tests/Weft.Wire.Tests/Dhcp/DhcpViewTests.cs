using CsCheck;
using Weft.Testing;
using Weft.Wire.Dhcp;

namespace Weft.Wire.Tests;

public sealed class DhcpViewTests
{
    private static readonly DhcpHeader Sample = new(
        DhcpOperation.Reply, 1, 0x4F94_C739, 3, DhcpCodePoints.BroadcastFlag, IpAddress.Parse("10.0.7.50"), IpAddress.Parse("10.0.7.51"),
        IpAddress.Parse("10.0.7.2"), IpAddress.Parse("10.0.7.3"), MacAddress.Parse("02:00:00:00:0d:01"));

    private static readonly Gen<IpAddress> GenAddress = Gen.UInt.Select(IpAddress.Ipv4);

    private static readonly Gen<DhcpHeader> GenHeader =
        from operation in Gen.Enum<DhcpOperation>()
        from hops in Gen.Byte
        from transaction in Gen.UInt
        from seconds in Gen.UShort
        from flags in Gen.UShort
        from addresses in GenAddress.Array[4]
        from mac in Gen.ULong.Select(MacAddress.FromValue)
        select new DhcpHeader(operation, hops, transaction, seconds, flags, addresses[0], addresses[1], addresses[2], addresses[3], mac);

    [Fact]
    public void Any_message_is_written_and_read_back() => GenHeader.Sample(header =>
    {
        byte[] octets = EthernetViewTests.Dirty(300);
        int length = Write(octets, header, DhcpMessageType.Offer);
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(octets.AsSpan(0, length), out DhcpView view));
        Assert.Equal(header, view.Header);
        Assert.Equal(DhcpMessageType.Offer, view.Type);
        Assert.Equal((header.Flags & DhcpCodePoints.BroadcastFlag) != 0, view.WantsBroadcast);
    });

    [Fact]
    public void Options_of_a_real_lease_are_found()
    {
        DhcpView view = Captured(9);
        Assert.Equal((DhcpMessageType.Ack, DhcpOperation.Reply), (view.Type, view.Operation));
        Assert.True(view.TryFindAddress(DhcpOptionCode.ServerIdentifier, out IpAddress server));
        Assert.True(view.TryFindAddress(DhcpOptionCode.SubnetMask, out IpAddress mask));
        Assert.True(view.TryFindNumber(DhcpOptionCode.LeaseTime, out uint lease));
        Assert.True(view.TryFindNumber(DhcpOptionCode.RenewalTime, out uint renewal));
        Assert.Equal(("10.0.7.1", "255.255.255.0", 120u, 60u), (server.ToString(), mask.ToString(), lease, renewal));
        Assert.False(view.TryFind(DhcpOptionCode.RelayInformation, out _));
        Assert.Equal("DHCP Ack, xid 0x4f94c739, client 02:00:00:00:0d:01, your 10.0.7.50", view.ToString());
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        Assert.Equal(DhcpFault.None, Damage(static _ => { }));
        Assert.Equal(DhcpFault.Truncated, DhcpView.TryParse(new byte[DhcpHeader.Length - 1], out _));
        Assert.Equal(DhcpFault.Operation, Damage(static octets => octets[0] = 3));
        Assert.Equal(DhcpFault.Hardware, Damage(static octets => octets[1] = 6));
        Assert.Equal(DhcpFault.Hardware, Damage(static octets => octets[2] = 8));
        Assert.Equal(DhcpFault.Cookie, Damage(static octets => octets[236] = 0));
        Assert.Equal(DhcpFault.MessageType, Damage(static octets => octets[240] = (byte)DhcpOptionCode.HostName));
        Assert.Equal(DhcpFault.OptionTruncated, Damage(static octets => octets[241] = 3));
    }

    [Fact]
    public void Pads_between_options_and_a_missing_end_do_no_harm()
    {
        byte[] octets = new byte[DhcpHeader.Length + 5];
        Sample.Write(octets);
        octets[242] = (byte)DhcpOptionCode.MessageType;
        octets[243] = 1;
        octets[244] = (byte)DhcpMessageType.Nak;
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(octets, out DhcpView view));
        Assert.Equal(DhcpMessageType.Nak, view.Type);
    }

    [Theory]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(3, true, true)]
    [InlineData(0, false, false)]
    public void Overloaded_fields_hold_options_only_when_the_message_says_so(byte overload, bool inFile, bool inName)
    {
        byte[] octets = new byte[DhcpHeader.Length + 16];
        byte[] router = [(byte)DhcpOptionCode.Router, 4, 10, 0, 7, 1, (byte)DhcpOptionCode.End];
        byte[] mask = [(byte)DhcpOptionCode.SubnetMask, 4, 255, 255, 255, 0, (byte)DhcpOptionCode.End];
        Sample.Write(octets, serverName: mask, file: router);
        DhcpOptionWriter writer = new(octets.AsSpan(DhcpHeader.Length));
        writer.Write(DhcpMessageType.Ack);
        writer.Write(DhcpOptionCode.Overload, [overload]);
        writer.End();
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(octets, out DhcpView view));
        Assert.Equal((inFile, inName), (view.TryFind(DhcpOptionCode.Router, out _), view.TryFind(DhcpOptionCode.SubnetMask, out _)));
    }

    [Fact]
    public void Ipv6_addresses_are_refused_by_writers()
    {
        byte[] octets = new byte[300];
        Assert.Throws<InvalidOperationException>(() => (Sample with { YourAddress = IpAddress.Ipv6Any }).Write(octets));
        Assert.Throws<ArgumentException>(() => new DhcpOptionWriter(octets).Write(DhcpOptionCode.Router, IpAddress.Ipv6Any));
    }

    private static int Write(Span<byte> octets, in DhcpHeader header, DhcpMessageType type)
    {
        int length = header.Write(octets);
        DhcpOptionWriter writer = new(octets[length..]);
        writer.Write(type);
        writer.End();
        return length + writer.Length;
    }

    private static DhcpFault Damage(Action<byte[]> damage)
    {
        byte[] octets = new byte[DhcpHeader.Length + 4];
        Write(octets, Sample, DhcpMessageType.Offer);
        damage(octets);
        return DhcpView.TryParse(octets, out _);
    }

    private static DhcpView Captured(int number)
    {
        byte[] frame = Captures.Read("dhcpv4-exchange")[number - 1].Octets;
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(frame.AsSpan(EthernetHeader.Length + Ipv4Header.Length + UdpHeader.Length), out DhcpView view));
        return view;
    }
}
