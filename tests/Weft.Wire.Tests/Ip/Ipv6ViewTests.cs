namespace Weft.Wire.Tests;

public sealed class Ipv6ViewTests
{
    private static readonly byte[] Upper = [128, 0, 0, 0, 0, 0, 0, 1];

    [Fact]
    public void Every_kind_of_extension_header_is_walked()
    {
        byte[] packet = Packet(
            (IpProtocol.HopByHop, Block(8)), (IpProtocol.DestinationOptions, Block(16)), (IpProtocol.Routing, Block(24)),
            (IpProtocol.Fragment, Block(8)), (IpProtocol.Authentication, AuthenticationHeader()));
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(packet, out Ipv6View view));
        Assert.Equal(IpProtocol.Icmpv6, view.UpperProtocol);
        Assert.Equal(Upper, view.UpperLayer.ToArray());
        Assert.True(view.HasFragmentHeader);
        Assert.Equal(0, view.FragmentOffset);
        List<IpProtocol> kinds = [];
        Ipv6ExtensionReader reader = new(view.NextHeader, view.Extensions);
        while (reader.TryRead(out Ipv6Extension extension))
        {
            kinds.Add(extension.Kind);
        }

        Assert.Equal(
            [IpProtocol.HopByHop, IpProtocol.DestinationOptions, IpProtocol.Routing, IpProtocol.Fragment, IpProtocol.Authentication], kinds);
    }

    [Fact]
    public void A_later_fragment_is_not_taken_for_its_upper_layer()
    {
        byte[] fragment = Block(8);
        fragment[2] = 1;
        byte[] packet = Packet((IpProtocol.Fragment, fragment));
        packet[40] = (byte)IpProtocol.DestinationOptions;
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(packet, out Ipv6View view));
        Assert.Equal(256, view.FragmentOffset);
        Assert.Equal(IpProtocol.DestinationOptions, view.UpperProtocol);
        Assert.Equal(Upper, view.UpperLayer.ToArray());
        Assert.Equal(NdFault.NotNeighborDiscovery, NdView.TryParse(view, out _));
    }

    [Fact]
    public void A_chain_at_the_limit_is_walked_and_one_header_more_is_refused()
    {
        (IpProtocol, byte[])[] chain = [.. Enumerable.Repeat((IpProtocol.DestinationOptions, Block(8)), Ipv6View.MaximumExtensions)];
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(Packet(chain), out _));
        Assert.Equal(Ipv6Fault.TooManyExtensions, Ipv6View.TryParse(Packet([.. chain, (IpProtocol.DestinationOptions, Block(8))]), out _));
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        Assert.Equal(Ipv6Fault.Truncated, Ipv6View.TryParse(new byte[39], out _));
        Assert.Equal(Ipv6Fault.Version, Ipv6View.TryParse(new byte[40], out _));
        byte[] longer = Packet();
        longer[5]++;
        Assert.Equal(Ipv6Fault.PayloadLength, Ipv6View.TryParse(longer, out _));
        byte[] truncated = Packet((IpProtocol.DestinationOptions, Block(8)));
        truncated[41] = 2;
        Assert.Equal(Ipv6Fault.ExtensionTruncated, Ipv6View.TryParse(truncated, out _));
        byte[] late = Packet((IpProtocol.DestinationOptions, Block(8)), (IpProtocol.HopByHop, Block(8)));
        Assert.Equal(Ipv6Fault.HopByHopNotFirst, Ipv6View.TryParse(late, out _));
    }

    private static byte[] Packet(params (IpProtocol Kind, byte[] Octets)[] extensions)
    {
        int length = extensions.Sum(static extension => extension.Octets.Length) + Upper.Length;
        byte[] packet = new byte[Ipv6Header.Length + length];
        IpProtocol first = extensions.Length == 0 ? IpProtocol.Icmpv6 : extensions[0].Kind;
        int offset = new Ipv6Header(0, 0, first, 64, IpAddress.Parse("fe80::1"), IpAddress.AllNodes).Write(packet, length);
        for (int i = 0; i < extensions.Length; i++)
        {
            extensions[i].Octets.CopyTo(packet, offset);
            packet[offset] = (byte)(i + 1 < extensions.Length ? extensions[i + 1].Kind : IpProtocol.Icmpv6);
            offset += extensions[i].Octets.Length;
        }

        Upper.CopyTo(packet, offset);
        return packet;
    }

    private static byte[] Block(int length)
    {
        byte[] octets = new byte[length];
        octets[1] = (byte)((length / 8) - 1);
        return octets;
    }

    private static byte[] AuthenticationHeader()
    {
        byte[] octets = new byte[24];
        octets[1] = 4; // in 32-bit words, minus 2
        return octets;
    }
}
