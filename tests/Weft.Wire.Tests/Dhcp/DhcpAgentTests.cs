using CsCheck;
using Weft.Wire.Dhcp;

namespace Weft.Wire.Tests;

public sealed class DhcpAgentTests
{
    [Fact]
    public void Any_parts_are_written_and_read_back() =>
        Gen.Select(Gen.Byte.Array[0, 64], Gen.Byte.Array[0, 64], Gen.UInt, Gen.UInt).Sample((circuit, remote, link, server) =>
        {
            byte[] octets = EthernetViewTests.Dirty(255);
            DhcpAgentWriter writer = new(octets);
            writer.Write(DhcpAgentOptionCode.CircuitId, circuit);
            writer.Write(DhcpAgentOptionCode.RemoteId, remote);
            writer.Write(DhcpAgentOptionCode.LinkSelection, IpAddress.Ipv4(link));
            writer.Write(DhcpAgentOptionCode.ServerOverride, IpAddress.Ipv4(server));
            Assert.True(DhcpAgentInformation.TryParse(octets.AsSpan(0, writer.Length), out DhcpAgentInformation information));
            Assert.True(information.TryFind(DhcpAgentOptionCode.CircuitId, out ReadOnlySpan<byte> readCircuit));
            Assert.True(information.TryFind(DhcpAgentOptionCode.RemoteId, out ReadOnlySpan<byte> readRemote));
            Assert.True(information.TryFindAddress(DhcpAgentOptionCode.LinkSelection, out IpAddress readLink));
            Assert.True(information.TryFindAddress(DhcpAgentOptionCode.ServerOverride, out IpAddress readServer));
            Assert.Equal(circuit, readCircuit.ToArray());
            Assert.Equal(remote, readRemote.ToArray());
            Assert.Equal((IpAddress.Ipv4(link), IpAddress.Ipv4(server)), (readLink, readServer));
        });

    [Fact]
    public void A_part_beyond_the_end_makes_the_option_unreadable()
    {
        Assert.True(DhcpAgentInformation.TryParse([], out _));
        Assert.True(DhcpAgentInformation.TryParse([1, 0], out _));
        Assert.False(DhcpAgentInformation.TryParse([1], out _));
        Assert.False(DhcpAgentInformation.TryParse([1, 2, 0], out _));
        Assert.False(DhcpAgentInformation.TryParse([1, 1, 0, 2, 1], out _));
    }

    [Fact]
    public void A_part_of_another_length_is_no_address()
    {
        Assert.True(DhcpAgentInformation.TryParse([5, 3, 10, 1, 0], out DhcpAgentInformation information));
        Assert.False(information.TryFindAddress(DhcpAgentOptionCode.LinkSelection, out _));
        Assert.False(information.TryFind(DhcpAgentOptionCode.RemoteId, out _));
    }
}
