using CsCheck;
using Weft.Testing;

namespace Weft.Wire.Tests;

public sealed class EthernetViewTests
{
    [Fact]
    public void Headers_and_tags_of_every_captured_frame_are_written_back_octet_for_octet()
    {
        foreach (string name in Captures.Names)
        {
            foreach (CapturedFrame frame in Captures.Read(name))
            {
                Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame.Octets, out EthernetView view));
                byte[] written = Dirty(view.HeaderLength);
                Assert.Equal(view.HeaderLength, view.Header.Write(written, TagsOf(view)));
                Assert.Equal(frame.Octets.AsSpan(0, view.HeaderLength).ToArray(), written);
                Assert.Equal(frame.Octets.Length, view.HeaderLength + view.Payload.Length + view.Trailer.Length);
            }
        }
    }

    [Fact]
    public void A_double_tagged_frame_shows_both_tags_outermost_first()
    {
        VlanTag[] tags = [new(EtherType.ServiceTag, 0x6001), new(EtherType.CustomerTag, 0x1FFF)];
        byte[] frame = Dirty(40);
        EthernetHeader header = new(MacAddress.Broadcast, MacAddress.FromValue(0x0200_0000_0001), EtherType.Ipv4);
        Assert.Equal(22, header.Write(frame, tags));

        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView view));
        Assert.Equal(tags, TagsOf(view));
        Assert.Equal((3, false, 1), (view.GetTag(0).Priority, view.GetTag(0).DropEligible, view.GetTag(0).Vid));
        Assert.Equal((0, true, 4095), (view.GetTag(1).Priority, view.GetTag(1).DropEligible, view.GetTag(1).Vid));
        Assert.Equal(header, view.Header);
        Assert.Equal(18, view.Payload.Length);
        Assert.Equal(
            "02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff, svlan 1, p 3, vlan 4095, p 0, ethertype 0x0800", view.ToString());
    }

    [Fact]
    public void An_802_3_payload_ends_where_its_length_says_and_the_rest_is_trailer()
    {
        byte[] frame = Dirty(60);
        EthernetHeader.ForLlc(MacAddress.Broadcast, MacAddress.Zero, 10).Write(frame);
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView view));
        Assert.True(view.IsLlc);
        Assert.Equal((10, 36), (view.Payload.Length, view.Trailer.Length));
    }

    [Theory]
    [InlineData("", EthernetFault.Truncated)]
    [InlineData("ffffffffffff020000000001 08", EthernetFault.Truncated)]
    [InlineData("ffffffffffff020000000001 8100000a", EthernetFault.Truncated)]
    [InlineData("ffffffffffff020000000001 8100000a 08", EthernetFault.Truncated)]
    [InlineData("ffffffffffff020000000001 0003 4242", EthernetFault.LengthBeyondFrame)]
    [InlineData("ffffffffffff020000000001 05dd 4242", EthernetFault.NeitherLengthNorType)]
    [InlineData("ffffffffffff020000000001 88a80001 81000002 81000003 0800", EthernetFault.TooManyTags)]
    [InlineData("ffffffffffff020000000001 0800", EthernetFault.None)]
    public void A_frame_that_is_not_ethernet_has_a_typed_fault(string hex, EthernetFault expected)
    {
        Assert.Equal(expected, EthernetView.TryParse(Convert.FromHexString(hex.Replace(" ", "")), out _));
    }

    [Fact]
    public void Arbitrary_octets_never_throw()
    {
        Gen.Byte.Array[0, 64].Sample(static octets =>
        {
            if (EthernetView.TryParse(octets, out EthernetView view) == EthernetFault.None)
            {
                _ = view.ToString();
                return view.HeaderLength + view.Payload.Length + view.Trailer.Length == octets.Length;
            }

            return true;
        });
    }

    internal static byte[] Dirty(int length)
    {
        byte[] buffer = new byte[length];
        Array.Fill(buffer, (byte)0xA5);
        return buffer;
    }

    internal static VlanTag[] TagsOf(EthernetView view)
    {
        VlanTag[] tags = new VlanTag[view.TagCount];
        for (int i = 0; i < tags.Length; i++)
        {
            tags[i] = view.GetTag(i);
        }

        return tags;
    }
}
