using Weft.Testing;

namespace Weft.Wire.Tests;

public sealed class GoldenCaptureTests
{
    private static readonly string[] OwnPrefixes = ["attack", "bfd", "dhcp", "gretap", "host", "linux", "rarp", "vrrp"];

    [Fact]
    public void Every_captured_frame_is_written_back_octet_for_octet_from_what_was_decoded()
    {
        Reencoder reencoder = new();
        List<string> refused = [];
        foreach (string name in Captures.Names)
        {
            foreach (CapturedFrame frame in Captures.Read(name))
            {
                byte[] written = reencoder.Reencode(frame.Octets);
                Assert.True(frame.Octets.AsSpan().SequenceEqual(written),
                    $"{name} frame {frame.Number}\n was {Convert.ToHexString(frame.Octets)}\n now {Convert.ToHexString(written)}");
                if (reencoder.Fault is not null)
                {
                    refused.Add($"{name} {frame.Number} {reencoder.Fault}");
                }
            }
        }

        // macof sends TCP without a TCP header; the two others are attacks that a router must not read.
        Assert.All(refused.Where(static text => text.StartsWith("attack-mac-flood-macof", StringComparison.Ordinal)),
            static text => Assert.EndsWith("TCP Truncated", text));
        Assert.Equal(["attack-ip-mac-spoof-scapy 12 ND HopLimit", "attack-ip-mac-spoof-scapy 14 IPv6 ExtensionTruncated"],
            refused.Where(static text => !text.StartsWith("attack-mac-flood-macof", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_decoder_meets_real_packets_with_right_checksums()
    {
        Reencoder reencoder = new();
        foreach (string name in Captures.Names.Where(static name => OwnPrefixes.Contains(name.Split('-')[0].TrimEnd('v', '4', '6'))))
        {
            foreach (CapturedFrame frame in Captures.Read(name))
            {
                reencoder.Reencode(frame.Octets);
            }
        }

        string[] expected =
        [
            "ARP 181", "BFD AdminDown 1", "BFD Down 10", "BFD Init 3", "BFD Up 30", "DHCP Ack 6", "DHCP Decline 1", "DHCP Discover 16", "DHCP Nak 1",
            "DHCP Offer 6", "DHCP Release 1", "DHCP Request 7",
            "DHCPv6 Advertise 1", "DHCPv6 Release 1", "DHCPv6 Reply 2", "DHCPv6 Request 1", "DHCPv6 Solicit 1",
            "ICMP 9", "ICMPv6 12", "IPv4 fragment 4", "IPv6 DestinationOptions 5", "IPv6 Fragment 1", "IPv6 HopByHop 41", "LLC 56",
            "MLD ListenerReportV2 40", "ND NeighborAdvertisement 87", "ND NeighborSolicitation 35", "ND Redirect 1", "ND RouterAdvertisement 3",
            "ND RouterSolicitation 29", "ND option Mtu 2", "ND option Nonce 16", "ND option PrefixInformation 3", "ND option RecursiveDnsServer 1",
            "ND option RedirectedHeader 1", "ND option RouteInformation 3", "ND option SourceLinkLayerAddress 50",
            "ND option TargetLinkLayerAddress 77", "UDP 52", "UDP left to hardware 44", "VRRPv2 Ipv4 38", "VRRPv3 Ipv4 53", "VRRPv3 Ipv6 24",
        ];
        Assert.Equal(expected, reencoder.Decoded.Select(static pair => $"{pair.Key} {pair.Value}"));
    }

    [Theory]
    [InlineData("host-boot-arp-nd", 4, "02:00:00:00:0d:01 > ff:ff:ff:ff:ff:ff, ethertype 0x0806: ARP, Probe 10.0.7.101 by 02:00:00:00:0d:01")]
    [InlineData("host-boot-arp-nd", 12, "02:00:00:00:0d:01 > ff:ff:ff:ff:ff:ff, ethertype 0x0806: ARP, Reply 10.0.7.101 is-at 02:00:00:00:0d:01")]
    [InlineData("host-boot-arp-nd", 18, "02:00:00:00:0d:fe > 02:00:00:00:0d:01, ethertype 0x86dd: IP6 2001:db8:7::1 > 2001:db8:7::101, hlim 255, next-header 58, length 32: ICMP6, neighbor advertisement, tgt is 2001:db8:7::1, flags [Override, Solicited, Router], destination link-address 02:00:00:00:0d:fe")]
    [InlineData("rarp-qemu-announce-self", 1, "52:54:00:12:34:56 > ff:ff:ff:ff:ff:ff, ethertype 0x8035: RARP, Request who-is 52:54:00:12:34:56 tell 52:54:00:12:34:56")]
    [InlineData("vrrp-v3-ipv6-failover", 5, "02:00:00:00:0b:01 > 33:33:00:00:00:12, ethertype 0x86dd: IP6 fe80::ff:fe00:b01 > ff02::12, hlim 255, next-header 112, length 40: VRRPv3, vrid 51, prio 150, intvl 100cs, addrs fe80::5:1 2001:db8:5::1")]
    [InlineData("bfd-frr-ipv6-linklocal", 13, "02:57:46:bf:00:01 > 02:57:46:bf:00:02, ethertype 0x86dd: IP6 fe80::57:46ff:febf:1 > fe80::57:46ff:febf:2, hlim 255, next-header 17, length 32: UDP 49152 > 3784, length 24: BFD Down, diag DetectionTimeExpired, flags [None], mult 3, my 0x3ba3a800, your 0x0, tx 50000us, rx 50000us, echo 50000us")]
    [InlineData("attack-ip-mac-spoof-scapy", 12, "02:00:00:00:0a:66 > 33:33:00:00:00:01, ethertype 0x86dd: IP6 fe80::1 > ff02::1, hlim 254, next-header 58, length 24: [ND HopLimit]")]
    public void A_frame_prints_as_one_line(string capture, int number, string expected)
    {
        string line = FramePrinter.Print(Captures.Read(capture)[number - 1].Octets);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(expected, line);
    }
}
