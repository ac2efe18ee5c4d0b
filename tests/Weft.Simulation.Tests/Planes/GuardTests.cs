using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>What guarded ports let in and what not: the cases that the kernel's rules are held to as well.</summary>
public sealed class GuardTests
{
    private const string Host = PlaneBench.Host;
    private const string Other = "02:00:00:00:00:66";
    private const string Everybody = PlaneFrames.Broadcast;
    private const string AllNodes = "33:33:00:00:00:01";

    private readonly PlaneBench _bench = new();

    public GuardTests() => _bench.Attach("kept", "swp5", Host, "10.15.0.11", "2001:db8:15::11", "fe80::11");

    public static TheoryData<string, PlaneDrop, byte[]> Refused => new()
    {
        { "data of another address", PlaneDrop.Unbound, PlaneFrames.Udp(Everybody, Host, "10.15.0.99", "10.15.0.255") },
        { "data of another MAC", PlaneDrop.Unbound, PlaneFrames.Udp(Everybody, Other, "10.15.0.11", "10.15.0.255") },
        { "data of another IPv6 address", PlaneDrop.Unbound, PlaneFrames.Udp(AllNodes, Host, "2001:db8:15::99", "ff02::1") },
        { "ping of another IPv6 address", PlaneDrop.Unbound, PlaneFrames.Echo(AllNodes, Host, "2001:db8:15::99", "ff02::1") },
        { "ARP of another address", PlaneDrop.Unbound, PlaneFrames.ArpRequest(Host, "10.15.0.99", "10.15.0.1") },
        { "ARP of another MAC", PlaneDrop.Unbound, PlaneFrames.ArpRequest(Other, "10.15.0.11", "10.15.0.11") },
        { "ARP with another MAC inside", PlaneDrop.Unbound, PlaneFrames.Arp(Everybody, Host, ArpOperation.Reply, Other, "10.15.0.11", "10.15.0.11") },
        { "ARP probe as an answer", PlaneDrop.Unbound, PlaneFrames.Arp(Everybody, Other, ArpOperation.Reply, Other, "0.0.0.0", "10.15.0.11") },
        { "ARP of the gateway", PlaneDrop.GatewayAddressClaimed, PlaneFrames.ArpRequest(Host, "10.15.0.1", "10.15.0.1") },
        { "data from the gateway's MAC", PlaneDrop.GatewayMacSpoofed, PlaneFrames.Udp(Everybody, "00:00:5e:00:01:05", "10.15.0.11", "10.15.0.255") },
        { "solicitation of another address", PlaneDrop.Unbound, Neighbor(Host, "fe80::99", Icmpv6Type.NeighborSolicitation, "2001:db8:15::1") },
        { "advertisement of another address", PlaneDrop.Unbound, Neighbor(Host, "fe80::11", Icmpv6Type.NeighborAdvertisement, "2001:db8:15::99") },
        { "advertisement of another's MAC", PlaneDrop.Unbound, Neighbor(Other, "fe80::11", Icmpv6Type.NeighborAdvertisement, "2001:db8:15::11") },
        { "advertisement of the gateway", PlaneDrop.GatewayAddressClaimed, Neighbor(Host, "fe80::11", Icmpv6Type.NeighborAdvertisement, "2001:db8:15::1") },
        { "redirect", PlaneDrop.RouterMessage, Neighbor(Host, "fe80::11", Icmpv6Type.Redirect, "2001:db8:15::11") },
        { "router advertisement in a first fragment", PlaneDrop.HiddenMessage, Fragment(58, 0, 1, 134) },
        { "later fragment with headers of its own, over the first one's end", PlaneDrop.HiddenMessage, Fragment(60, 0x4C, 0, 134) },
        { "another protocol", PlaneDrop.ForeignProtocol, PlaneFrames.Ethernet(Everybody, Host, 0x88B5, 1, 2, 3) },
    };

    public static TheoryData<string, byte[]> Admitted => new()
    {
        { "data", PlaneFrames.Udp(Everybody, Host, "10.15.0.11", "10.15.0.255") },
        { "IPv6 data", PlaneFrames.Udp(AllNodes, Host, "2001:db8:15::11", "ff02::1") },
        { "ping", PlaneFrames.Echo(AllNodes, Host, "2001:db8:15::11", "ff02::1") },
        { "a later fragment", Fragment(58, 0x4C, 0, 134) },
        { "ARP", PlaneFrames.ArpRequest(Host, "10.15.0.11", "10.15.0.12") },
        { "ARP probe of a newcomer", PlaneFrames.ArpRequest(Other, "0.0.0.0", "10.15.0.77") },
        { "solicitation", Neighbor(Host, "fe80::11", Icmpv6Type.NeighborSolicitation, "2001:db8:15::12") },
        { "advertisement", Neighbor(Host, "2001:db8:15::11", Icmpv6Type.NeighborAdvertisement, "2001:db8:15::11") },
        { "duplicate address detection", Neighbor(Other, "::", Icmpv6Type.NeighborSolicitation, "2001:db8:15::77") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_has_no_binding_or_no_business_does_not_enter(string what, PlaneDrop reason, byte[] frame)
    {
        Assert.DoesNotContain(_bench.Receive("swp5", frame), sent => sent.Port == "swp8" && sent.Frame.AsSpan().SequenceEqual(frame));
        Assert.True(_bench.Steps.Exists(step => step.Drop == reason), what);

        // A port that only reports lets in what is not the gateway's.
        bool isGateways = reason is PlaneDrop.GatewayAddressClaimed or PlaneDrop.GatewayMacSpoofed;
        Assert.Equal(!isGateways, _bench.Receive("swp6", frame).Any(sent => sent.Port == "swp8" && sent.Frame.AsSpan().SequenceEqual(frame)));
    }

    [Theory]
    [MemberData(nameof(Admitted))]
    public void What_a_bound_host_or_a_newcomer_may_say_enters(string what, byte[] frame) =>
        Assert.True(_bench.Receive("swp5", frame).Any(sent => sent.Port == "swp8"), what);

    [Theory]
    [InlineData("swp8", false)]
    [InlineData("swp1", true)]
    public void A_bpdu_does_not_pass_a_trusted_port_that_says_so(string port, bool passes)
    {
        byte[] frame = Convert.FromHexString("0180c2000000" + "020000000011" + "0007" + "424203" + "00000000");
        IReadOnlyList<SentByPlane> sent = _bench.Receive(port, frame);
        Assert.Equal(passes, sent.Count > 0);
        Assert.Equal(!passes, _bench.Steps.Any(step => step.Drop == PlaneDrop.ForeignProtocol));
        Assert.Empty(_bench.Punted);
    }

    [Fact]
    public void The_first_packet_of_an_unbound_host_is_reported_though_it_does_not_enter()
    {
        _bench.Receive("swp5", PlaneFrames.Udp(Everybody, Other, "10.15.0.50", "10.15.0.255"));
        Assert.Equal(new FirstPacket(_bench.Port("swp5").Index, default, MacAddress.Parse(Other), IpAddress.Parse("10.15.0.50")), Assert.Single(_bench.Reported));
        _bench.Attach("kept", "swp5", Other, "10.15.0.50");
        Assert.Contains(_bench.Receive("swp5", PlaneFrames.Udp(Everybody, Other, "10.15.0.50", "10.15.0.255")), sent => sent.Port == "swp8");
    }

    /// <summary>A fragment, <paramref name="at"/> times 16 octets into its packet, that begins with an ICMPv6 message of a type.</summary>
    private static byte[] Fragment(byte next, byte at, byte more, byte type)
    {
        byte[] packet = [0x60, 0, 0, 0, 0, 24, 44, 255, .. new byte[32], next, 0, (byte)(at >> 4), (byte)((at << 4) | more), 0, 0, 0, 7, type, .. new byte[15]];
        IpAddress.Parse("fe80::11").Write(packet.AsSpan(8));
        IpAddress.Parse("ff02::1").Write(packet.AsSpan(24));
        return PlaneFrames.Ethernet(AllNodes, Host, 0x86DD, packet);
    }

    private static byte[] Neighbor(string mac, string from, Icmpv6Type type, string target) => PlaneFrames.Neighbor(AllNodes, mac, from, "ff02::1", type, target);
}
