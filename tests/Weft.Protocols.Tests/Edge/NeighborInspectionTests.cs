using Weft.Protocols.Edge;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Protocols.Tests.Edge;

/// <summary>Neighbour discovery of hosts: inspection, and RA guard.</summary>
public sealed class NeighborInspectionTests
{
    private const string Listed = "02:00:00:00:00:0b";
    private const string Other = "02:00:00:00:00:66";

    private readonly EdgeBench _bench = new();
    private readonly byte[] _buffer = new byte[FrameWriter.MaximumLength];

    [Theory]
    [InlineData("attack-fake-ra", ViolationReason.RouterAdvertisement)]
    [InlineData("attack-nd-spoof", ViolationReason.RouterFlag)]
    [InlineData("attack-dad-dos", ViolationReason.NotGranted)]
    [InlineData("attack-arpspoof", ViolationReason.NotGranted)]
    [InlineData("attack-ip-mac-spoof-scapy", ViolationReason.SenderMac)]
    [InlineData("attack-ip-mac-spoof-scapy", ViolationReason.RouterAdvertisement)]
    [InlineData("attack-ip-mac-spoof-scapy", ViolationReason.SenderAddress)]
    public void Captured_attacks_are_refused_and_named(string capture, ViolationReason reason)
    {
        foreach (CapturedFrame frame in Captures.Read(capture))
        {
            _bench.Receive("strict", frame.Octets);
        }

        Assert.True(_bench.Engine.Counters[reason] > 0, string.Join(", ", _bench.Engine.Counters.Snapshot().Where(row => row.Value > 0)));
    }

    [Fact]
    public void An_advertisement_may_be_of_an_own_address_alone()
    {
        Assert.Equal(EdgeVerdict.Pass, Advertise("strict", Listed, "2001:db8:1::11"));
        Assert.Equal(EdgeVerdict.Refuse, Advertise("strict", Other, "2001:db8:1::11"));
        Assert.Equal(EdgeVerdict.Refuse, Advertise("first", Other, "2001:db8:1::11"));
        Assert.Equal(EdgeVerdict.GatewayOnly, Advertise("first", Other, "2001:db8:1::1"));
        Assert.Equal(EdgeVerdict.Refuse, Advertise("strict", Other, "2001:db8:1::66"));
        Assert.Equal(EdgeVerdict.Pass, Advertise("first", Other, "2001:db8:1::66"));
        Assert.Equal(EdgeVerdict.Refuse, Advertise("strict", Listed, "2001:db8:1::11", inside: Other));
    }

    [Fact]
    public void Whether_an_address_is_free_may_be_asked_of_all_but_the_gateways()
    {
        Assert.Equal(EdgeVerdict.Pass, Detect("strict", Other, "2001:db8:1::77"));
        Assert.Equal(EdgeVerdict.GatewayOnly, Detect("strict", Other, "2001:db8:1::1"));
    }

    private EdgeVerdict Advertise(string port, string mac, string target, string? inside = null)
    {
        int length = FrameWriter.NeighborAdvertisement(
            _buffer,
            MacAddress.ForIpv6Multicast(IpAddress.AllNodes),
            MacAddress.Parse(mac),
            IpAddress.Parse(target),
            IpAddress.AllNodes,
            new NeighborMessage(NeighborFlags.Override, IpAddress.Parse(target)),
            MacAddress.Parse(inside ?? mac));
        return _bench.Receive(port, _buffer.AsSpan(0, length));
    }

    private EdgeVerdict Detect(string port, string mac, string target)
    {
        int length = FrameWriter.NeighborSolicitation(_buffer, MacAddress.Parse(mac), IpAddress.Ipv6Any, IpAddress.Parse(target), default);
        return _bench.Receive(port, _buffer.AsSpan(0, length));
    }
}
