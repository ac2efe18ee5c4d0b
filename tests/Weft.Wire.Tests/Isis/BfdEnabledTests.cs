using CsCheck;
using Weft.Wire.Isis;

namespace Weft.Wire.Tests;

public sealed class BfdEnabledTests
{
    [Fact]
    public void What_is_written_is_found_again()
    {
        byte[] value = new byte[16];
        Assert.Equal(3, BfdEnabled.WriteIpv6(value));
        Assert.Equal([0, 0, 0x8E], value[..3]);
        Assert.True(BfdEnabled.NamesIpv6(value.AsSpan(0, 3)));
    }

    [Theory]
    [InlineData("0000CC00008E", true)] // IPv4 first
    [InlineData("F0008E", true)] // the reserved bits are not the topology's
    [InlineData("0000CC", false)]
    [InlineData("00028E", false)] // another topology
    [InlineData("00008E00", true)] // a broken end
    [InlineData("0000", false)]
    [InlineData("", false)]
    public void IPv6_in_the_default_topology_counts(string value, bool expected) =>
        Assert.Equal(expected, BfdEnabled.NamesIpv6(Convert.FromHexString(value)));

    [Fact]
    public void Any_octets_have_an_answer() => Gen.Byte.Array[0, 255].Sample(static octets => BfdEnabled.NamesIpv6(octets) || true);
}
