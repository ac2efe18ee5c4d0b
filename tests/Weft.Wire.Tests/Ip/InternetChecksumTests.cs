using CsCheck;

namespace Weft.Wire.Tests;

public sealed class InternetChecksumTests
{
    [Fact]
    public void The_example_of_rfc_1071_sums_to_its_value()
    {
        Assert.Equal(0xFFFF - 0xDDF2, InternetChecksum.Compute([0x00, 0x01, 0xF2, 0x03, 0xF4, 0xF5, 0xF6, 0xF7]));
    }

    [Fact]
    public void Any_octets_sum_as_words_do_one_by_one()
    {
        Gen.Byte.Array[0, 2000].Sample(static octets =>
        {
            uint sum = 0;
            for (int i = 0; i < octets.Length; i += 2)
            {
                sum += (uint)((octets[i] << 8) | (i + 1 < octets.Length ? octets[i + 1] : 0));
                sum = (sum & 0xFFFF) + (sum >> 16);
            }

            return InternetChecksum.Compute(octets) == (ushort)~sum;
        });
    }

    [Fact]
    public void The_pseudo_header_of_IPv6_is_the_sum_of_its_octets()
    {
        IpAddress source = IpAddress.Parse("2001:db8:ffff:1234:5678:9abc:def0:1");
        IpAddress destination = IpAddress.Parse("ff02::1");
        byte[] pseudo = new byte[40];
        source.Write(pseudo);
        destination.Write(pseudo.AsSpan(16));
        (pseudo[34], pseudo[35], pseudo[39]) = (0x12, 0x34, 58);
        Assert.Equal(
            InternetChecksum.Compute(pseudo), InternetChecksum.Finish(InternetChecksum.PseudoHeader(source, destination, IpProtocol.Icmpv6, 0x1234)));
    }
}
