using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Priorities of policies by what comes out of a port of the real kernel: in which order, with which tag and codepoint.</summary>
public sealed class PriorityTests : IClassFixture<PolicyBench>, IDisposable
{
    private const string MacC = "02:00:00:00:00:33";
    private const string MarkerMac = "02:00:00:00:00:77";
    private const string Outsider4 = "198.51.100.7";
    private const string Outsider6 = "2001:db8:99::7";
    private const int DiffServ4 = 15;
    private const int Waiting = 100;
    private const int Early = 8;
    private const int TagShift = 13;

    private static readonly VlanId s_tag = new(10);

    private readonly PolicyBench _bench;
    private readonly PriorityPorts _ports;

    public PriorityTests(PolicyBench bench)
    {
        _bench = bench;
        HostPolicy voice = Policy(1, "EF", 5);
        HostPolicy backup = Policy(2, "CS1", 1);
        bench.Load([voice, backup], new() { [PolicyBench.MacA] = 1, [MacC] = 2 });
        _ports = NetworkNamespace.Run(bench.Bench.Node, () => new PriorityPorts(bench.Plan));
        Assert.Empty(NetworkNamespace.Run(bench.Bench.Node, _ports.AttachNew));
    }

    [Theory]
    [InlineData(PolicyBench.MacA, false, 5, "EF")]
    [InlineData(PolicyBench.MacA, true, 5, "EF")]
    [InlineData(MacC, false, 1, "CS1")]
    [InlineData("02:00:00:00:00:44", false, 0, "CS0")]
    [InlineData("02:00:00:00:00:44", true, 0, "CS0")]
    public void A_tag_has_the_priority_of_the_sender_and_not_what_the_sender_wrote(string sender, bool ipv6, int priority, string mark)
    {
        foreach (int written in new[] { 0, 3, 7 })
        {
            byte[] frame = From(sender, ipv6);
            Assert.Equal([mark], SeenWith(s_tag.Value | (priority << TagShift), frame, s_tag.Value | (written << TagShift)).Select(code => code.ToString()));
        }
    }

    [Theory]
    [InlineData("EF", "CS0")]
    [InlineData("CS1", "CS0")]
    [InlineData("CS6", "CS0")]
    [InlineData("CS7", "CS0")]
    [InlineData("AF21", "AF21")]
    public void A_host_may_not_help_itself_to_a_priority(string sent, string passed)
    {
        foreach (bool ipv6 in new[] { false, true })
        {
            byte[] frame = Coded(From("02:00:00:00:00:44", ipv6), sent);
            Assert.Equal([passed], SeenWith(s_tag.Value, frame, s_tag.Value).Select(code => code.ToString()));
        }
    }

    [Fact]
    public void Frames_that_are_no_packets_have_no_priority()
    {
        byte[] arp = TestFrames.Arp(PolicyBench.MacB, PolicyBench.MacA, 1, PolicyBench.MacA, "10.1.0.11", "10.1.0.22");
        Assert.Single(SeenWith(s_tag.Value, arp, s_tag.Value | (7 << TagShift)));
    }

    [Fact]
    public void What_has_a_priority_overtakes_what_waits_at_a_full_port()
    {
        string node = _bench.Bench.Node;
        Bench.Command("tc", "-n", node, "qdisc", "add", "dev", "swp2", "root", "handle", "1:", "tbf", "rate", "64kbit", "burst", "200", "limit", "1000000");
        Bench.Command("tc", "-n", node, "qdisc", "add", "dev", "swp2", "parent", "1:1", "handle", "10:", "pfifo_fast");
        try
        {
            using Tap tap = TapAt("swp2");
            int port = NetworkNamespace.Run(_bench.Bench.Far, () => InterfaceIndex.Of("swp1"));
            byte[] common = From("02:00:00:00:00:44", ipv6: false);
            byte[] low = From(MacC, ipv6: false);
            byte[] high = From(PolicyBench.MacA, ipv6: false);
            foreach ((byte[] frame, int count) in new[] { (low, Early), (common, Waiting), (high, Early) })
            {
                for (int i = 0; i < count; i++)
                {
                    Assert.Equal(0, _bench.Bench.Sender.Send(port, default, frame));
                }
            }

            string[] order = [.. Arrivals(tap, Waiting + (2 * Early))];
            int lastHigh = Array.LastIndexOf(order, PolicyBench.MacA);
            Assert.True(lastHigh < order.Length / 2, $"the last frame with priority came as number {lastHigh + 1} of {order.Length}");

            // Those behind best effort were sent before all others; the first may have left before anything waited.
            Assert.Equal(Enumerable.Repeat(MacC, Early - 4), order[^(Early - 4)..]);
        }
        finally
        {
            Bench.Command("tc", "-n", node, "qdisc", "del", "dev", "swp2", "root");
        }
    }

    [Theory]
    [InlineData("EF", false, "CS0")]
    [InlineData("CS7", false, "CS0")]
    [InlineData("AF21", false, "AF21")]
    [InlineData("EF", true, "CS0")]
    [InlineData("CS7", true, "CS0")]
    [InlineData("AF21", true, "AF21")]
    public void What_comes_from_outside_has_no_priority_either(string sent, bool ipv6, string passed)
    {
        const byte Congested = 1;
        const string Outside = "out1";
        const string OutsideMac = "02:00:00:00:00:fa";
        const string Source = "02:00:00:00:00:99";
        string node = _bench.Bench.Node;
        if (NetworkNamespace.Run(node, () => InterfaceIndex.Find(Outside)) == 0)
        {
            _bench.Bench.Cable(Outside);
            NamespaceLinks.SetMac(node, Outside, MacAddress.Parse(OutsideMac));
            foreach (bool family in new[] { false, true })
            {
                Bench.Command("ip", "-n", node, "neigh", "replace", PolicyBench.AddressOf(false, family).ToString(), "lladdr", PolicyBench.MacB, "dev", "vlan10");
            }
        }

        NodePlan plan = _bench.Plan with { Ports = [.. _bench.Plan.Ports, new PortPlan { Index = new PortIndex(6), Name = Outside, Kind = PortKind.Outside }] };
        using PriorityPorts ports = NetworkNamespace.Run(node, () => new PriorityPorts(plan));
        Assert.Empty(NetworkNamespace.Run(node, ports.AttachNew));
        Assert.True(DiffServCode.TryParse(sent, out DiffServCode code));
        string to = PolicyBench.AddressOf(false, ipv6).ToString();
        byte[] packet = TestFrames.Coded(
            ipv6 ? TestFrames.Ipv6(OutsideMac, Source, Outsider6, to, PolicyProtocol.Udp, new byte[26]) : TestFrames.Ipv4(OutsideMac, Source, Outsider4, to, PolicyProtocol.Udp, new byte[26]),
            code,
            Congested);
        using Tap tap = TapAt("swp2");
        Bench.Eventually(
            () =>
            {
                _bench.Bench.Send(Outside, packet);
                tap.Poll();
                return tap.Frames.Exists(item => IsFromOutside(item.Frame));
            },
            "the packet is routed");
        byte[] seen = tap.Frames.Find(item => IsFromOutside(item.Frame)).Frame;
        Assert.Equal(passed, CodeOf(seen).ToString());
        Assert.Equal(Congested, ipv6 ? (seen[15] >> 4) & 3 : seen[15] & 3);
        Assert.Equal(0, ipv6 ? 0 : InternetChecksum.Compute(seen.AsSpan(14, 20)));
    }

    [Fact]
    public void A_bridge_that_tags_frames_tags_them_with_the_priority_of_their_sender()
    {
        if (!KernelCapabilities.OfThisKernel().VlanFiltering)
        {
            return;
        }

        string node = _bench.Bench.Node;
        Bench.Command("ip", "-n", node, "link", "add", "br9", "up", "type", "bridge", "vlan_filtering", "1", "vlan_default_pvid", "0");
        try
        {
            foreach ((string port, string[] words) in new[] { ("swp1", new[] { "pvid", "untagged" }), ("trk1", []) })
            {
                Bench.Command("ip", "-n", node, "link", "set", port, "master", "br9");
                Bench.Command("bridge", ["-n", node, "vlan", "add", "dev", port, "vid", $"{s_tag.Value}", .. words]);
            }

            Assert.Equal(["EF"], SeenWith(s_tag.Value | (5 << TagShift), From(PolicyBench.MacA, ipv6: false), 0, "swp1", "trk1").Select(code => code.ToString()));
            Assert.Equal(["CS0"], SeenWith(s_tag.Value, From("02:00:00:00:00:44", ipv6: false), 0, "swp1", "trk1").Select(code => code.ToString()));
        }
        finally
        {
            Bench.Command("ip", "-n", node, "link", "set", "swp1", "master", "vlan10");
            Bench.Command("ip", "-n", node, "link", "set", "trk1", "master", "vlan10");
            Bench.Command("ip", "-n", node, "link", "del", "br9");
        }
    }

    [Fact]
    public void Without_priorities_nothing_is_left_at_the_ports()
    {
        Assert.Contains("weft_priority", Filters("swp2"), StringComparison.Ordinal);
        _bench.Load([], []);
        NetworkNamespace.Run(_bench.Bench.Node, () => PriorityPorts.Remove(_bench.Plan));
        Assert.DoesNotContain("weft", Filters("swp2"), StringComparison.Ordinal);
        Assert.Equal(["EF"], SeenWith(s_tag.Value, Coded(From("02:00:00:00:00:44", ipv6: false), "EF"), s_tag.Value).Select(code => code.ToString()));
    }

    [Fact]
    public void What_somebody_took_away_comes_back()
    {
        Bench.Command("tc", "-n", _bench.Bench.Node, "filter", "del", "dev", "swp2", "egress");
        NetworkNamespace.Run(_bench.Bench.Node, _ports.AttachAgain);
        Assert.Contains("weft_priority", Filters("swp2"), StringComparison.Ordinal);
    }

    public void Dispose() => _ports.Dispose();

    private static HostPolicy Policy(int id, string mark, int priority)
    {
        Assert.True(DiffServCode.TryParse(mark, out DiffServCode code));
        return PolicyBench.Policy(id, null, null) with { Quality = new PolicyQuality(null, null, code) { Priority = priority } };
    }

    private static byte[] From(string mac, bool ipv6)
    {
        byte[] frame = PolicyBench.Frame(true, ipv6, PolicyProtocol.Udp, 1, 2);
        MacAddress.Parse(mac).Write(frame.AsSpan(MacAddress.Length));
        return frame;
    }

    private static byte[] Coded(byte[] frame, string code)
    {
        Assert.True(DiffServCode.TryParse(code, out DiffServCode value));
        return TestFrames.Coded(frame, value);
    }

    private static DiffServCode CodeOf(byte[] frame) => new((byte)(frame[12] == 0x86 ? ((frame[14] & 0x0F) << 2) | (frame[15] >> 6) : frame[DiffServ4] >> 2));

    private static bool IsFromOutside(byte[] frame) => frame[12] == 0x86
        ? frame.AsSpan(22, 16).SequenceEqual(System.Net.IPAddress.Parse(Outsider6).GetAddressBytes())
        : frame.AsSpan(26, 4).SequenceEqual(System.Net.IPAddress.Parse(Outsider4).GetAddressBytes());

    private string Filters(string port) => Bench.Command("tc", "-n", _bench.Bench.Node, "filter", "show", "dev", port, "egress");

    private Tap TapAt(string port, ImmutableArray<BpfInstruction>? filter = null) =>
        NetworkNamespace.Run(_bench.Bench.Far, () => new Tap(InterfaceIndex.Of(port), filter));

    /// <summary>Sends a frame, with a tag unless that is 0, priority and all, and returns the codepoints of what comes out with the wanted one.</summary>
    private List<DiffServCode> SeenWith(int wantedTag, byte[] frame, int sentTag, string from = "trk1", string to = "swp2")
    {
        using Tap tap = TapAt(to, TagOrMarker(wantedTag));
        int port = NetworkNamespace.Run(_bench.Bench.Far, () => InterfaceIndex.Of(from));
        byte[] marker = TestFrames.Ethernet("ff:ff:ff:ff:ff:ff", MarkerMac, 0x88B5, [.. Guid.NewGuid().ToByteArray()]);
        byte[] tag = sentTag == 0 ? [] : [0x81, 0x00, (byte)(sentTag >> 8), (byte)sentTag];
        Assert.Equal(0, _bench.Bench.Sender.Send(port, default, [.. frame.AsSpan(0, 12), .. tag, .. frame.AsSpan(12)]));
        Assert.Equal(0, _bench.Bench.Sender.Send(port, sentTag == 0 ? default : s_tag, marker));
        return [.. tap.Until(marker.AsSpan(14, 16).ToArray()).Where(seen => seen.AsSpan(0, 14).SequenceEqual(frame.AsSpan(0, 14))).Select(CodeOf)];
    }

    // A classic filter: frames of the marker's type, and those whose whole tag is the wanted one.
    private static ImmutableArray<BpfInstruction> TagOrMarker(int tag)
    {
        const int MarkerType = 0x88B5;
        const uint OwnTag = unchecked((uint)-0x1000 + 44);
        return
        [
            new(0x28, 0, 0, 12),
            new(0x15, 2, 0, MarkerType),
            new(0x20, 0, 0, OwnTag),
            new(0x15, 0, 1, (uint)tag),
            new(0x06, 0, 0, uint.MaxValue),
            new(0x06, 0, 0, 0),
        ];
    }

    /// <summary>The senders of the first packets that come out, in order.</summary>
    private static List<string> Arrivals(Tap tap, int count)
    {
        List<string> found = [];
        Bench.Eventually(
            () =>
            {
                tap.Poll();
                found = [.. tap.Frames.Where(item => item.Frame.AsSpan(12, 2).SequenceEqual<byte>([0x08, 0x00])).Select(item => MacAddress.Read(item.Frame.AsSpan(6)).ToString())];
                return found.Count >= count;
            },
            $"{count} packets arrive");
        return found;
    }
}
