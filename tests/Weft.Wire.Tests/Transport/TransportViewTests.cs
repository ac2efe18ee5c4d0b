namespace Weft.Wire.Tests;

public sealed class TransportViewTests
{
    private static readonly IpAddress Source = IpAddress.Parse("10.0.0.1");
    private static readonly IpAddress Destination = IpAddress.Parse("10.0.0.2");

    [Fact]
    public void A_datagram_has_a_checksum_that_verifies_and_notices_damage()
    {
        byte[] datagram = EthernetViewTests.Dirty(13);
        new UdpHeader(68, 67).Write(datagram, Source, Destination);
        Assert.Equal(UdpFault.None, UdpView.TryParse(datagram, out UdpView view));
        Assert.Equal((68, 67, 13, 5), (view.SourcePort, view.DestinationPort, view.Length, view.Payload.Length));
        Assert.Equal(UdpFault.None, view.CheckChecksum(Source, Destination));
        datagram[12] ^= 1;
        Assert.Equal(UdpFault.Checksum, view.CheckChecksum(Source, Destination));
    }

    [Fact]
    public void No_checksum_is_allowed_over_IPv4_only()
    {
        byte[] datagram = new byte[8];
        new UdpHeader(1, 2).WriteWithoutChecksum(datagram);
        Assert.Equal(UdpFault.None, UdpView.TryParse(datagram, out UdpView view));
        Assert.Equal(UdpFault.None, view.CheckChecksum(Source, Destination));
        Assert.Equal(UdpFault.Checksum, view.CheckChecksum(IpAddress.Ipv6Any, IpAddress.AllNodes));
    }

    [Fact]
    public void A_computed_checksum_of_zero_is_sent_as_all_ones()
    {
        byte[] datagram = new byte[10];
        new UdpHeader(0, 0).Write(datagram, IpAddress.Ipv4Any, IpAddress.Ipv4Any);
        ushort rest = (ushort)((datagram[6] << 8) | datagram[7]);
        (datagram[8], datagram[9]) = ((byte)(rest >> 8), (byte)rest);
        new UdpHeader(0, 0).Write(datagram, IpAddress.Ipv4Any, IpAddress.Ipv4Any);
        Assert.Equal((0xFF, 0xFF), (datagram[6], datagram[7]));
    }

    [Theory]
    [InlineData("00440043000800", UdpFault.Truncated)]
    [InlineData("0044004300070000", UdpFault.Length)]
    [InlineData("0044004300090000", UdpFault.Length)]
    [InlineData("0044004300080000", UdpFault.None)]
    public void A_datagram_that_does_not_fit_has_a_typed_fault(string hex, UdpFault expected)
    {
        Assert.Equal(expected, UdpView.TryParse(Convert.FromHexString(hex), out _));
    }

    [Fact]
    public void A_segment_with_options_survives_writing_and_reading()
    {
        TcpHeader header = new(40_000, 80, 0xDEAD_BEEF, 7, TcpFlags.Syn | TcpFlags.Ack, 64_240, 9);
        byte[] segment = EthernetViewTests.Dirty(33);
        Assert.Equal(28, header.Write(segment, Source, Destination, [2, 4, 5, 0xB4, 1, 3, 3, 7]));
        Assert.Equal(TcpFault.None, TcpView.TryParse(segment, out TcpView view));
        Assert.Equal(header, view.Header);
        Assert.Equal([2, 4, 5, 0xB4, 1, 3, 3, 7], view.Options.ToArray());
        Assert.Equal(5, view.Payload.Length);
        Assert.Equal(TcpFault.None, view.CheckChecksum(Source, Destination));
        segment[30] ^= 1;
        Assert.Equal(TcpFault.Checksum, view.CheckChecksum(Source, Destination));
    }

    [Theory]
    [InlineData(19, 0x50, TcpFault.Truncated)]
    [InlineData(20, 0x40, TcpFault.DataOffset)]
    [InlineData(20, 0x60, TcpFault.DataOffset)]
    [InlineData(20, 0x50, TcpFault.None)]
    public void A_segment_that_does_not_fit_has_a_typed_fault(int length, byte dataOffset, TcpFault expected)
    {
        byte[] segment = new byte[length];
        segment[12] = dataOffset;
        Assert.Equal(expected, TcpView.TryParse(segment, out _));
    }
}
