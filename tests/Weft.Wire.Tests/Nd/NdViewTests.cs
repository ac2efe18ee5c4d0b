namespace Weft.Wire.Tests;

public sealed class NdViewTests
{
    private static readonly MacAddress Mac = MacAddress.Parse("02:00:00:00:0d:01");
    private static readonly IpAddress Host = IpAddress.Parse("fe80::d01");
    private static readonly IpAddress Target = IpAddress.Parse("2001:db8:7::1");

    [Fact]
    public void A_solicitation_survives_writing_and_reading()
    {
        byte[] frame = Solicitation();
        Assert.Equal(NdFault.None, Parse(frame, out NdView view));
        Assert.Equal((Icmpv6Type.NeighborSolicitation, Target, Host), (view.Type, view.Target, view.Source));
        Assert.True(view.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out MacAddress mac));
        Assert.Equal(Mac, mac);
        Assert.False(view.IsDuplicateAddressDetection);
        Assert.Equal(MacAddress.Parse("33:33:ff:00:00:01"), MacAddress.Read(frame));
    }

    [Fact]
    public void A_router_advertisement_carries_its_prefixes()
    {
        byte[] frame = EthernetViewTests.Dirty(FrameWriter.MaximumLength);
        PrefixInformation prefix = new(IpAddress.Parse("2001:db8:7::"), 64, PrefixFlags.Autonomous, 86_400, 14_400);
        RouterAdvertisement advertisement = new(64, RouterFlags.OtherConfiguration, 1800, 0, 0);
        int length = FrameWriter.RouterAdvertisement(
            frame, Mac, Mac, Host, IpAddress.AllNodes, advertisement, Mac, [prefix, prefix with { PrefixLength = 48 }]);
        Assert.Equal(NdFault.None, Parse(frame[..length], out NdView view));
        Assert.Equal(advertisement, view.RouterAdvertisement);
        NdOptionReader options = view.Options;
        Assert.True(options.TryRead(out NdOption option));
        Assert.Equal(Mac, option.LinkLayerAddress);
        Assert.True(options.TryRead(out option) && option.TryGetPrefix(out PrefixInformation first) && first == prefix);
        Assert.True(options.TryRead(out option) && option.TryGetPrefix(out PrefixInformation second) && second.PrefixLength == 48);
        Assert.False(options.TryRead(out _));
    }

    [Fact]
    public void Case53_Each_damage_has_its_own_fault()
    {
        Assert.Equal(NdFault.HopLimit, Damage(static frame => frame[21] = 254));
        Assert.Equal(NdFault.Checksum, Damage(static frame => frame[70] ^= 1));
        Assert.Equal(NdFault.Code, Damage(static frame => frame[55] = 1, repair: true));
        Assert.Equal(NdFault.OptionLengthZero, Damage(static frame => frame[79] = 0, repair: true));
        Assert.Equal(NdFault.OptionTruncated, Damage(static frame => frame[79] = 2, repair: true));
        Assert.Equal(NdFault.TargetMulticast, Damage(static frame => frame[62] = 0xFF, repair: true));
        Assert.Equal(NdFault.NotNeighborDiscovery, Damage(static frame => frame[54] = 128, repair: true));
        Assert.Equal(NdFault.UnspecifiedSourceWithLinkLayer, Damage(static frame => frame.AsSpan(22, 16).Clear(), repair: true));
    }

    [Fact]
    public void A_detection_probe_must_go_to_the_targets_own_group()
    {
        byte[] frame = EthernetViewTests.Dirty(FrameWriter.MaximumLength);
        int length = FrameWriter.NeighborSolicitation(frame, Mac, IpAddress.Ipv6Any, Target, MacAddress.Zero);
        Assert.Equal(NdFault.None, Parse(frame[..length], out NdView view));
        Assert.True(view.IsDuplicateAddressDetection);
        Assert.False(view.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out _));

        length = FrameWriter.NeighborSolicitation(frame, Mac, Mac, IpAddress.Ipv6Any, IpAddress.AllNodes, Target, MacAddress.Zero);
        Assert.Equal(NdFault.UnspecifiedSourceDestination, Parse(frame[..length], out _));
    }

    [Fact]
    public void A_solicited_advertisement_to_a_group_is_refused()
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        NeighborMessage message = new(NeighborFlags.Solicited, Target);
        int length = FrameWriter.UnsolicitedNeighborAdvertisement(frame, Mac, Host, message, Mac);
        Assert.Equal(NdFault.SolicitedToMulticast, Parse(frame[..length], out _));
    }

    [Fact]
    public void Router_advertisements_come_from_link_local_addresses_only()
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        int length = FrameWriter.RouterAdvertisement(frame, Mac, Mac, Target, IpAddress.AllNodes, default, Mac, []);
        Assert.Equal(NdFault.SourceNotLinkLocal, Parse(frame[..length], out _));
    }

    [Fact]
    public void As_many_options_as_the_limit_are_read_and_one_more_is_refused()
    {
        Assert.Equal(NdFault.None, Parse(WithOptions(NdView.MaximumOptions), out _));
        Assert.Equal(NdFault.TooManyOptions, Parse(WithOptions(NdView.MaximumOptions + 1), out _));
    }

    [Fact]
    public void Fields_of_another_message_are_a_broken_invariant()
    {
        byte[] frame = Solicitation();
        Assert.Throws<InvalidOperationException>(() => Parse(frame, out NdView view) == NdFault.None ? view.RouterAdvertisement : default);
        Assert.Throws<InvalidOperationException>(() => Parse(frame, out NdView view) == NdFault.None ? view.Redirect : default);
    }

    private static byte[] WithOptions(int count)
    {
        byte[] packet = EthernetViewTests.Dirty(40 + NeighborMessage.Length + (8 * count));
        Span<byte> message = packet.AsSpan(40);
        int length = new NeighborMessage(NeighborFlags.None, Target).Write(message);
        for (int i = 0; i < count; i++)
        {
            length += NdOptionWriter.WriteMtu(message[length..], 1500);
        }

        IpAddress group = IpAddress.SolicitedNode(Target);
        new Ipv6Header(0, 0, IpProtocol.Icmpv6, 255, Host, group).Write(packet, length);
        Icmpv6Message.Write(message, Icmpv6Type.NeighborSolicitation, 0, Host, group);
        return [.. new byte[14], .. packet];
    }

    private static byte[] Solicitation()
    {
        byte[] frame = EthernetViewTests.Dirty(FrameWriter.MaximumLength);
        return frame[..FrameWriter.NeighborSolicitation(frame, Mac, Host, Target, Mac)];
    }

    private static NdFault Damage(Action<byte[]> damage, bool repair = false)
    {
        byte[] frame = Solicitation();
        damage(frame);
        if (repair)
        {
            Icmpv6Message.Write(
                frame.AsSpan(54), (Icmpv6Type)frame[54], frame[55], IpAddress.ReadIpv6(frame.AsSpan(22)), IpAddress.ReadIpv6(frame.AsSpan(38)));
        }

        return Parse(frame, out _);
    }

    private static NdFault Parse(byte[] frame, out NdView view)
    {
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(frame.AsSpan(EthernetHeader.Length), out Ipv6View packet));
        return NdView.TryParse(packet, out view);
    }
}
