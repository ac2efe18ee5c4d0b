using CsCheck;
using Weft.Testing;
using Weft.Wire.Bfd;

namespace Weft.Wire.Tests;

public sealed class BfdViewTests
{
    private const int FlowLabelOffset = EthernetHeader.Length + 1;
    private const int ChecksumOffset = EthernetHeader.Length + Ipv6Header.Length + 6;

    private static readonly Gen<BfdPacket> s_packets =
        from state in Gen.Int[0, 3]
        from diagnostic in Gen.Int[0, 31]
        from flags in Gen.Int[0, 0x3F]
        from multiplier in Gen.Int[1, 255]
        from mine in Gen.UInt[1, uint.MaxValue]
        from yours in Gen.UInt[1, uint.MaxValue]
        from times in Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt)
        select new BfdPacket(
            (BfdState)state, (BfdDiagnostic)diagnostic, (BfdFlags)flags & ~(BfdFlags.Multipoint | BfdFlags.Authentication), (byte)multiplier, mine, yours,
            times.Item1, times.Item2, times.Item3);

    [Fact]
    public void What_is_written_is_read_back() => s_packets.Sample(packet =>
    {
        byte[] octets = EthernetViewTests.Dirty(64);
        Assert.Equal(BfdPacket.Length, packet.Write(octets));
        Assert.Equal(BfdFault.None, BfdView.TryParse(octets, out BfdView view));
        Assert.Equal(packet, view.Packet);
        Assert.True(view.Authentication.IsEmpty);
        Assert.Equal((packet.Flags & BfdFlags.Poll) != 0, view.IsPoll);
        Assert.Equal((packet.Flags & BfdFlags.Final) != 0, view.IsFinal);
    });

    [Fact]
    public void An_authentication_section_is_recognised_and_kept()
    {
        byte[] octets = EthernetViewTests.Dirty(64);
        byte[] section = [1, 6, 9, (byte)'k', (byte)'e', (byte)'y'];
        Assert.Equal(30, (Sample with { Flags = BfdFlags.Authentication }).Write(octets, section));
        Assert.Equal(BfdFault.None, BfdView.TryParse(octets.AsSpan(0, 30), out BfdView view));
        Assert.True(view.HasAuthentication);
        Assert.Equal(section, view.Authentication.ToArray());
        Assert.EndsWith("auth type 1", view.ToString());
        Assert.Throws<ArgumentException>(() => Sample.Write(octets, section));
        Assert.Throws<ArgumentException>(() => (Sample with { Flags = BfdFlags.Authentication }).Write(octets));
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        Assert.Equal(BfdFault.None, Damage(static _ => { }));
        Assert.Equal(BfdFault.Truncated, BfdView.TryParse(new byte[BfdPacket.Length - 1], out _));
        Assert.Equal(BfdFault.Version, Damage(static octets => octets[0] = 0));
        Assert.Equal(BfdFault.Version, Damage(static octets => octets[0] = 2 << 5));
        Assert.Equal(BfdFault.Length, Damage(static octets => octets[3] = BfdPacket.Length - 1));
        Assert.Equal(BfdFault.Length, Damage(static octets => octets[3] = BfdPacket.Length + 1));
        Assert.Equal(BfdFault.Length, Damage(static octets => octets[1] |= (byte)BfdFlags.Authentication));
        Assert.Equal(BfdFault.DetectMultiplier, Damage(static octets => octets[2] = 0));
        Assert.Equal(BfdFault.Multipoint, Damage(static octets => octets[1] |= (byte)BfdFlags.Multipoint));
        Assert.Equal(BfdFault.MyDiscriminator, Damage(static octets => octets.AsSpan(4, 4).Clear()));
        Assert.Equal(BfdFault.YourDiscriminator, Damage(static octets => octets.AsSpan(8, 4).Clear()));
    }

    [Theory]
    [InlineData(BfdState.AdminDown, BfdFault.None)]
    [InlineData(BfdState.Down, BfdFault.None)]
    [InlineData(BfdState.Init, BfdFault.YourDiscriminator)]
    [InlineData(BfdState.Up, BfdFault.YourDiscriminator)]
    public void Only_a_system_that_is_down_may_not_know_the_receivers_discriminator(BfdState state, BfdFault expected)
    {
        byte[] octets = new byte[BfdPacket.Length];
        (Sample with { State = state, YourDiscriminator = 0 }).Write(octets);
        Assert.Equal(expected, BfdView.TryParse(octets, out _));
    }

    [Fact]
    public void An_authentication_section_must_fill_the_packet()
    {
        byte[] octets = new byte[64];
        (Sample with { Flags = BfdFlags.Authentication }).Write(octets, [1, 7, 9, 0, 0, 0]);
        Assert.Equal(BfdFault.AuthenticationLength, BfdView.TryParse(octets.AsSpan(0, 30), out _));
    }

    [Fact]
    public void A_frame_of_ours_has_the_shape_of_bfdds()
    {
        CapturedFrame captured = Captures.Read("bfd-frr-ipv6-linklocal")[0];
        byte[] written = EthernetViewTests.Dirty(128);
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(captured.Octets, out EthernetView ethernet));
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet));
        Assert.Equal(UdpFault.None, UdpView.TryParse(packet.UpperLayer, out UdpView udp));
        Assert.Equal(BfdFault.None, BfdView.TryParse(udp.Payload, out BfdView bfd));
        BfdFrame frame = new(ethernet.Destination, ethernet.Source, packet.Source, packet.Destination, udp.SourcePort);
        int length = frame.Write(written, bfd.Packet);

        // The kernel chose the flow label, and left the checksum to hardware that a veth does not have; all else is the same.
        byte[] expected = captured.Octets;
        expected.AsSpan(FlowLabelOffset, 3).CopyTo(written.AsSpan(FlowLabelOffset));
        Assert.Equal(UdpFault.None, WrittenUdp(written).CheckChecksum(packet.Source, packet.Destination));
        expected.AsSpan(ChecksumOffset, 2).CopyTo(written.AsSpan(ChecksumOffset));
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(written.AsSpan(0, length)));
    }

    private static BfdPacket Sample => new(BfdState.Up, BfdDiagnostic.None, BfdFlags.None, 3, 1, 2, 50_000, 50_000, 0);

    private static UdpView WrittenUdp(byte[] frame)
    {
        Assert.Equal(UdpFault.None, UdpView.TryParse(frame.AsSpan(EthernetHeader.Length + Ipv6Header.Length, UdpHeader.Length + BfdPacket.Length), out UdpView udp));
        return udp;
    }

    private static BfdFault Damage(Action<byte[]> damage)
    {
        byte[] octets = new byte[BfdPacket.Length];
        Sample.Write(octets);
        damage(octets);
        return BfdView.TryParse(octets, out _);
    }
}
