using CsCheck;

namespace Weft.Wire.Tests;

public sealed class Ipv4ViewTests
{
    private static readonly Ipv4Header Sample = new(
        0xC0, 0x1234, Ipv4Header.DoNotFragment, 255, IpProtocol.Vrrp, IpAddress.Parse("10.0.5.11"), IpAddress.Parse("224.0.0.18"));

    [Fact]
    public void Any_header_survives_writing_and_reading()
    {
        Gen.Select(Gen.Byte, Gen.UShort, Gen.UShort, Gen.UInt, Gen.UInt, Gen.Int[0, 10], Gen.Int[0, 100]).Sample(
            static (octet, identification, flags, source, destination, words, payload) =>
            {
                Ipv4Header header = new(
                    octet, identification, flags, (byte)~octet, (IpProtocol)octet, IpAddress.Ipv4(source), IpAddress.Ipv4(destination));
                byte[] options = new byte[4 * words];
                Array.Fill(options, (byte)1);
                byte[] octets = EthernetViewTests.Dirty(60 + payload);
                int length = header.Write(octets, payload, options);
                return Ipv4View.TryParse(octets, out Ipv4View view) == Ipv4Fault.None
                    && view.Header == header && view.Options.SequenceEqual(options) && view.Payload.Length == payload
                    && view.Padding.Length == octets.Length - length - payload;
            });
    }

    [Fact]
    public void Each_damage_has_its_own_fault()
    {
        Assert.Equal(Ipv4Fault.None, Damage(static _ => { }));
        Assert.Equal(Ipv4Fault.Version, Damage(static octets => octets[0] = 0x65));
        Assert.Equal(Ipv4Fault.HeaderLength, Damage(static octets => octets[0] = 0x44));
        Assert.Equal(Ipv4Fault.HeaderLength, Damage(static octets => octets[0] = 0x4F));
        Assert.Equal(Ipv4Fault.TotalLength, Damage(static octets => octets[3] = 19));
        Assert.Equal(Ipv4Fault.TotalLength, Damage(static octets => octets[3] = 31));
        Assert.Equal(Ipv4Fault.Checksum, Damage(static octets => octets[8]--));
        Assert.Equal(Ipv4Fault.Truncated, Ipv4View.TryParse(new byte[19], out _));
    }

    [Fact]
    public void Options_are_walked_past_fillers_and_stop_at_one_that_does_not_fit()
    {
        Ipv4OptionReader reader = new([Ipv4Option.NoOperation, Ipv4Option.RouterAlert, 4, 0, 0, 7, 9, 0]);
        Assert.True(reader.TryRead(out Ipv4Option alert));
        Assert.Equal((Ipv4Option.RouterAlert, 2), (alert.Type, alert.Data.Length));
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.IsMalformed);

        Ipv4OptionReader ended = new([Ipv4Option.EndOfList, 7, 4, 0]);
        Assert.False(ended.TryRead(out _));
        Assert.False(ended.IsMalformed);
    }

    [Fact]
    public void A_fragment_shows_its_place()
    {
        byte[] octets = new byte[28];
        (Sample with { FlagsAndOffset = Ipv4Header.MoreFragments | 185 }).Write(octets, 8);
        Assert.Equal(Ipv4Fault.None, Ipv4View.TryParse(octets, out Ipv4View view));
        Assert.True(view.IsFragment && view.MoreFragments && !view.DoNotFragment);
        Assert.Equal(1480, view.FragmentOffset);
    }

    private static Ipv4Fault Damage(Action<byte[]> damage)
    {
        byte[] octets = new byte[30];
        Sample.Write(octets, 10);
        damage(octets);
        return Ipv4View.TryParse(octets, out _);
    }
}
