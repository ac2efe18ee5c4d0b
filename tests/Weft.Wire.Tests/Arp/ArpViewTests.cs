using CsCheck;
using Weft.Testing;

namespace Weft.Wire.Tests;

public sealed class ArpViewTests
{
    private static readonly Gen<MacAddress> Macs = Gen.ULong.Select(MacAddress.FromValue);
    private static readonly Gen<IpAddress> Addresses = Gen.UInt.Select(IpAddress.Ipv4);

    [Fact]
    public void Any_packet_survives_writing_and_reading()
    {
        Gen.Select(Gen.UShort, Macs, Addresses, Macs, Addresses).Sample(static (operation, senderMac, sender, targetMac, target) =>
        {
            ArpPacket packet = new((ArpOperation)operation, senderMac, sender, targetMac, target);
            byte[] octets = EthernetViewTests.Dirty(ArpPacket.Length);
            return packet.Write(octets) == ArpPacket.Length && ArpView.TryParse(octets, out ArpView view) == ArpFault.None && view.Packet == packet;
        });
    }

    [Fact]
    public void Probes_and_announcements_of_a_booting_host_are_told_apart()
    {
        IReadOnlyList<CapturedFrame> frames = Captures.Read("host-boot-arp-nd");
        string kinds = string.Concat(frames.Select(static frame =>
            EthernetView.TryParse(frame.Octets, out EthernetView ethernet) == EthernetFault.None && ethernet.Type == EtherType.Arp
                && ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None
                ? arp.IsProbe ? "p" : arp.IsAnnouncement ? "a" : arp.Operation == ArpOperation.Request ? "q" : "r"
                : ""));
        Assert.Equal("ppp" + "aaaa" + "qr" + "qr" + "qr" + "pr" + "qqqqr", kinds);
    }

    [Theory]
    [InlineData("0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a0000", ArpFault.Truncated)]
    [InlineData("0006 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002", ArpFault.HardwareType)]
    [InlineData("0001 86dd 06 04 0001 020000000001 0a000001 000000000000 0a000002", ArpFault.ProtocolType)]
    [InlineData("0001 0800 08 04 0001 020000000001 0a000001 000000000000 0a000002", ArpFault.HardwareLength)]
    [InlineData("0001 0800 06 10 0001 020000000001 0a000001 000000000000 0a000002", ArpFault.ProtocolLength)]
    [InlineData("0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002", ArpFault.None)]
    public void Case53_Malformed_arp_has_a_typed_fault(string hex, ArpFault expected)
    {
        Assert.Equal(expected, ArpView.TryParse(Convert.FromHexString(hex.Replace(" ", "")), out _));
    }

    [Fact]
    public void An_IPv6_address_in_arp_is_a_broken_invariant()
    {
        ArpPacket packet = ArpPacket.Request(MacAddress.Zero, IpAddress.Ipv6Any, IpAddress.Ipv4Any);
        Assert.Throws<InvalidOperationException>(() => packet.Write(new byte[28]));
    }
}
