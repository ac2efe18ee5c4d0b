using Weft.Testing;

namespace Weft.Wire.Tests;

public sealed class VrrpViewTests
{
    private static readonly IpAddress Sender = IpAddress.Parse("10.0.5.11");
    private static readonly IpAddress[] Virtual = [IpAddress.Parse("10.0.5.1")];

    [Fact]
    public void The_frames_that_weft_writes_are_those_of_keepalived()
    {
        AssertWritten("vrrp-v3-ipv4-failover", new VrrpAdvertisement(3, 51, 150, 50), Virtual);
        AssertWritten("vrrp-v3-ipv6-failover", new VrrpAdvertisement(3, 51, 150, 100), [IpAddress.Parse("fe80::5:1"), IpAddress.Parse("2001:db8:5::1")]);
        AssertWritten("vrrp-v2-ipv4-failover", new VrrpAdvertisement(2, 51, 150, 100), Virtual);
    }

    [Fact]
    public void Simple_text_authentication_is_shown()
    {
        VrrpView view = First("vrrp-v2-auth-pass", out _);
        Assert.Equal((1, VrrpCodePoints.PriorityOwner), (view.AuthenticationType, view.Priority));
        Assert.Equal("secret12"u8.ToArray(), view.Authentication.ToArray());
    }

    [Fact]
    public void A_version_3_checksum_without_pseudo_header_is_accepted_over_IPv4()
    {
        byte[] message = EthernetViewTests.Dirty(12);
        new VrrpAdvertisement(3, 51, 100, 100).Write(message, IpAddress.Ipv4Any, IpAddress.Ipv4Any, Virtual);
        ushort withoutPseudo = Recompute(message);
        (message[6], message[7]) = ((byte)(withoutPseudo >> 8), (byte)withoutPseudo);
        Assert.Equal(VrrpFault.None, VrrpView.TryParse(message, Sender, VrrpCodePoints.Group4, out _));
        message[7] ^= 1;
        Assert.Equal(VrrpFault.Checksum, VrrpView.TryParse(message, Sender, VrrpCodePoints.Group4, out _));
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        Assert.Equal(VrrpFault.None, Damage(static _ => { }));
        Assert.Equal(VrrpFault.Version, Damage(static octets => octets[0] = 0x41));
        Assert.Equal(VrrpFault.Type, Damage(static octets => octets[0] = 0x32));
        Assert.Equal(VrrpFault.VirtualRouterId, Damage(static octets => octets[1] = 0));
        Assert.Equal(VrrpFault.NoAddress, Damage(static octets => octets[3] = 0));
        Assert.Equal(VrrpFault.Truncated, Damage(static octets => octets[3] = 2));
        Assert.Equal(VrrpFault.Checksum, Damage(static octets => octets[2]++));
        Assert.Equal(VrrpFault.Truncated, VrrpView.TryParse(new byte[7], Sender, VrrpCodePoints.Group4, out _));
        Assert.Equal(VrrpFault.Version, VrrpView.TryParse([0x21, 1, 1, 1, 0, 1, 0, 0], IpAddress.Ipv6Any, VrrpCodePoints.Group6, out _));
    }

    private static VrrpFault Damage(Action<byte[]> damage)
    {
        byte[] message = EthernetViewTests.Dirty(12);
        new VrrpAdvertisement(3, 51, 100, 100).Write(message, Sender, VrrpCodePoints.Group4, Virtual);
        damage(message);
        return VrrpView.TryParse(message, Sender, VrrpCodePoints.Group4, out _);
    }

    private static ushort Recompute(byte[] message)
    {
        (message[6], message[7]) = (0, 0);
        return InternetChecksum.Compute(message);
    }

    private static void AssertWritten(string capture, VrrpAdvertisement advertisement, IpAddress[] addresses)
    {
        VrrpView view = First(capture, out byte[] frame);
        Assert.Equal(advertisement, view.Advertisement);
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView ethernet));
        bool ipv6 = ethernet.Type == EtherType.Ipv6;
        IpAddress source = ipv6 ? IpAddress.ReadIpv6(ethernet.Payload[8..]) : IpAddress.ReadIpv4(ethernet.Payload[12..]);
        byte[] written = EthernetViewTests.Dirty(FrameWriter.MaximumLength);
        int length = FrameWriter.Vrrp(written, ethernet.Source, source, advertisement, addresses);
        Assert.Equal(Neutral(frame, ipv6), Neutral(written[..length], ipv6));
    }

    /// <summary>Blanks what every sender chooses freely: IPv4 identification and header checksum, IPv6 traffic class and flow label.</summary>
    private static byte[] Neutral(byte[] frame, bool ipv6)
    {
        byte[] copy = [.. frame];
        if (ipv6)
        {
            copy.AsSpan(15, 3).Clear();
            copy[14] &= 0xF0;
        }
        else
        {
            copy.AsSpan(18, 4).Clear();
            copy.AsSpan(24, 2).Clear();
        }

        return copy;
    }

    private static VrrpView First(string capture, out byte[] octets)
    {
        foreach (CapturedFrame frame in Captures.Read(capture))
        {
            octets = frame.Octets;
            Assert.Equal(EthernetFault.None, EthernetView.TryParse(octets, out EthernetView ethernet));
            if (Ipv4View.TryParse(ethernet.Payload, out Ipv4View ipv4) == Ipv4Fault.None && ipv4.Protocol == IpProtocol.Vrrp)
            {
                Assert.Equal(VrrpFault.None, VrrpView.TryParse(ipv4.Payload, ipv4.Source, ipv4.Destination, out VrrpView view4));
                return view4;
            }

            if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View ipv6) == Ipv6Fault.None && ipv6.UpperProtocol == IpProtocol.Vrrp)
            {
                Assert.Equal(VrrpFault.None, VrrpView.TryParse(ipv6.UpperLayer, ipv6.Source, ipv6.Destination, out VrrpView view6));
                return view6;
            }
        }

        throw new InvalidOperationException($"{capture} holds no VRRP");
    }
}
