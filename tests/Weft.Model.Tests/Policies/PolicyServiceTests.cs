using System.Collections.Immutable;
using CsCheck;
using Weft.Wire;

namespace Weft.Model.Tests;

/// <summary>Services are read as written, and written as read.</summary>
public sealed class PolicyServiceTests
{
    [Theory]
    [InlineData("any")]
    [InlineData("tcp")]
    [InlineData("tcp/443")]
    [InlineData("udp/5000-6000")]
    [InlineData("sctp/36412")]
    [InlineData("icmp/echo-request")]
    [InlineData("icmp6/packet-too-big")]
    [InlineData("icmp/42")]
    [InlineData("proto/89")]
    public void A_word_is_one_service_and_comes_back_as_it_was(string word)
    {
        Assert.True(PolicyServiceText.TryParse(word, out ImmutableArray<PolicyService> services));
        Assert.Equal(word, Assert.Single(services).ToString());
    }

    [Fact]
    public void Ping_is_the_echo_request_of_both_families()
    {
        Assert.True(PolicyServiceText.TryParse("ping", out ImmutableArray<PolicyService> services));
        Assert.Equal(["icmp/echo-request", "icmp6/echo-request"], services.Select(service => service.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("https")]
    [InlineData("tcp/")]
    [InlineData("tcp/65536")]
    [InlineData("tcp/90-80")]
    [InlineData("tcp/-80")]
    [InlineData("tcp/80-")]
    [InlineData("icmp/256")]
    [InlineData("icmp6/redirect")]
    [InlineData("proto")]
    [InlineData("proto/256")]
    [InlineData("any/80")]
    [InlineData("ping/8")]
    [InlineData("TCP/80")]
    public void What_is_no_service_is_refused(string word) => Assert.False(PolicyServiceText.TryParse(word, out _));

    [Fact]
    public void Every_service_can_be_written_and_read_again() =>
        Gen.Select(Gen.Byte, Gen.UShort, Gen.UShort).Sample((protocol, one, two) =>
        {
            PolicyService service = PolicyProtocol.HasPorts(protocol)
                ? new PolicyService(protocol, Math.Min(one, two), Math.Max(one, two))
                : protocol is PolicyProtocol.Icmp or PolicyProtocol.Icmpv6 ? new PolicyService(protocol, (byte)one, (byte)one) : PolicyService.Of(protocol);
            Assert.True(PolicyServiceText.TryParse(service.ToString(), out ImmutableArray<PolicyService> read), service.ToString());
            Assert.Equal(service, Assert.Single(read));
        });

    [Fact]
    public void A_service_that_covers_another_matches_all_that_it_matches() =>
        Gen.Select(Service(), Service(), Gen.Int[0, 12], Gen.Int[0, 4]).Sample((wide, narrow, port, protocol) =>
        {
            byte number = (byte)(protocol == 0 ? PolicyProtocol.Udp : PolicyProtocol.Tcp);
            Assert.False(wide.Covers(narrow) && narrow.Matches(AddressFamily.Ipv4, number, (ushort)port) && !wide.Matches(AddressFamily.Ipv4, number, (ushort)port));
        });

    private static Gen<PolicyService> Service() => Gen.OneOf(
        Gen.Const(PolicyService.Any),
        Gen.Const(PolicyService.Of(PolicyProtocol.Tcp)),
        Gen.Select(Gen.Int[0, 10], Gen.Int[0, 10], (from, length) => new PolicyService(PolicyProtocol.Tcp, (ushort)from, (ushort)(from + length))));
}
