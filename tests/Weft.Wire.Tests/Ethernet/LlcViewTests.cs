using CsCheck;

namespace Weft.Wire.Tests;

public sealed class LlcViewTests
{
    [Fact]
    public void The_OSI_header_is_written_and_read_back()
    {
        byte[] octets = EthernetViewTests.Dirty(5);
        Assert.Equal(3, LlcHeader.Osi.Write(octets));
        Assert.Equal(LlcFault.None, LlcView.TryParse(octets, out LlcView view));
        Assert.Equal(LlcHeader.Osi, view.Header);
        Assert.Equal(2, view.Payload.Length);
        Assert.False(view.IsSnap);
    }

    [Fact]
    public void Snap_shows_organisation_and_protocol()
    {
        Assert.Equal(LlcFault.None, LlcView.TryParse(Convert.FromHexString("AAAA0300000C20007F"), out LlcView view));
        Assert.Equal((0x00000C, 0x2000, 8), (view.SnapOrganization, view.SnapProtocol, view.HeaderLength));
        Assert.Equal([0x7F], view.Payload.ToArray());
    }

    [Theory]
    [InlineData("4242", LlcFault.Truncated)]
    [InlineData("424200", LlcFault.Truncated)]
    [InlineData("42420000", LlcFault.None)]
    [InlineData("AAAA0300000C20", LlcFault.TruncatedSnap)]
    public void A_short_header_has_a_typed_fault(string hex, LlcFault expected)
    {
        Assert.Equal(expected, LlcView.TryParse(Convert.FromHexString(hex), out _));
    }

    [Fact]
    public void Arbitrary_octets_never_throw()
    {
        Gen.Byte.Array[0, 16].Sample(static octets =>
            LlcView.TryParse(octets, out LlcView view) != LlcFault.None
                || (view.ToString().Length > 0 && view.SnapOrganization >= 0 && view.HeaderLength + view.Payload.Length == octets.Length));
    }
}
