using System.Buffers.Binary;
using System.Diagnostics;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Rates and marks of policies in the packet filter, by what comes out of a port of the real kernel.</summary>
public sealed class PolicyQualityTests(PolicyBench bench) : IClassFixture<PolicyBench>
{
    private const string MacC = "02:00:00:00:00:33";
    private const string MarkerMac = "02:00:00:00:00:77";
    private const int Length = 1_000;
    private const int AtOnce = 500;
    private const int PartLength = 20;
    private const int DiffServ4 = 15;
    private const byte Expedited = 46;

    private static readonly DataRate s_rate = new(1_000_000);
    private static readonly TimeSpan s_stretch = TimeSpan.FromSeconds(2);

    /// <summary>Packets that pass in a second, and at once.</summary>
    private static double InSecond => (double)s_rate.OctetsPerSecond / Length;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_second_of_the_rate_passes_at_once_and_then_the_rate(bool ipv6)
    {
        Load(new PolicyQuality(null, s_rate, null), PolicyBench.MacA);
        long began = Stopwatch.GetTimestamp();
        (int passed, int sent) = (0, 0);
        using Tap tap = TapAt("swp2");
        while (Stopwatch.GetElapsedTime(began) < s_stretch)
        {
            sent += PartLength;
            passed += Pass(tap, "swp1", Packet(true, ipv6), PartLength);
        }

        double expected = InSecond * (1 + Stopwatch.GetElapsedTime(began).TotalSeconds);
        Assert.True(sent > 1.5 * expected, $"{sent} were sent");
        Assert.InRange(passed, expected * 0.9, expected * 1.1);
    }

    [Fact]
    public void What_a_host_receives_has_a_rate_of_its_own()
    {
        Load(new PolicyQuality(s_rate, null, null), PolicyBench.MacB);
        long before = bench.Counter("policy/shaped/in/over");
        int passed = AssertLimited("swp1", "swp2", Packet(true, false));
        Assert.Equal(AtOnce - passed, bench.Counter("policy/shaped/in/over") - before);
        AssertUnlimited("swp2", "swp1", Packet(false, false));
    }

    [Fact]
    public void Each_host_of_a_policy_has_its_own_rate_and_others_have_none()
    {
        Load(new PolicyQuality(null, s_rate, null), PolicyBench.MacA, MacC);
        AssertLimited("swp1", "swp2", Packet(true, false));
        AssertLimited("swp1", "swp2", Packet(true, false, MacC));
        AssertUnlimited("swp1", "swp2", Packet(true, false, "02:00:00:00:00:44"));
    }

    [Fact]
    public void A_host_above_its_rate_keeps_its_neighbours()
    {
        Load(new PolicyQuality(s_rate, s_rate, null), PolicyBench.MacA, PolicyBench.MacB);
        AssertLimited("swp1", "swp2", Packet(true, false));
        Assert.True(bench.Reaches(true, TestFrames.Arp(PolicyBench.MacB, PolicyBench.MacA, 1, PolicyBench.MacA, "10.1.0.11", "10.1.0.22")));
        Assert.True(bench.Reaches(true, TestFrames.Neighbor(PolicyBench.MacB, PolicyBench.MacA, "2001:db8:1::11", "2001:db8:1::22", 135, "2001:db8:1::22")));
    }

    [Fact]
    public void Hosts_for_which_there_is_no_room_share_a_rate()
    {
        HostPolicy open = PolicyBench.Policy(2, null, null) with { Name = "open" };
        bench.Load([Shaped(new PolicyQuality(null, s_rate, null)), open], new() { [MarkerMac] = 2 }, new() { [1] = 1 });
        byte[] frame = Packet(true, false);
        int port = NetworkNamespace.Run(bench.Bench.Far, () => InterfaceIndex.Of("swp1"));
        for (int i = 0; i < PolicyQuality.CountedHosts; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), i + 0x1_0000);
            Assert.Equal(0, bench.Bench.Sender.Send(port, default, frame));
        }

        long began = Stopwatch.GetTimestamp();
        using Tap tap = TapAt("swp2");
        int passed = Pass(tap, "swp1", Packet(true, false, "02:00:00:00:00:55"), AtOnce) + Pass(tap, "swp1", Packet(true, false, "02:00:00:00:00:66"), AtOnce);
        Assert.InRange(passed, InSecond * 0.9, InSecond * (1 + Stopwatch.GetElapsedTime(began).TotalSeconds) * 1.1);
    }

    [Fact]
    public void Another_rate_holds_from_the_moment_on_in_which_it_is_loaded()
    {
        Load(new PolicyQuality(null, s_rate, null), PolicyBench.MacA);
        AssertLimited("swp1", "swp2", Packet(true, false));
        Load(new PolicyQuality(null, new DataRate(10 * s_rate.BitsPerSecond), null), PolicyBench.MacA);
        AssertUnlimited("swp1", "swp2", Packet(true, false));
        bench.Load([], []);
        AssertUnlimited("swp1", "swp2", Packet(true, false));
    }

    [Fact]
    public void Packets_that_a_host_sends_are_marked_and_those_that_it_receives_are_not()
    {
        const byte Congested = 3;
        Load(new PolicyQuality(null, null, new DiffServCode(Expedited)), PolicyBench.MacA);
        byte[] four = PolicyBench.Frame(true, false, PolicyProtocol.Udp, 1, 2);
        four[DiffServ4] = Congested;
        byte[] six = PolicyBench.Frame(true, true, PolicyProtocol.Udp, 1, 2);
        six[DiffServ4] = Congested << 4;
        using Tap tap = TapAt("swp2");
        byte[] seen4 = One(tap, "swp1", four);
        Assert.Equal((Expedited << 2) | Congested, seen4[DiffServ4]);
        Assert.NotEqual(four.AsSpan(24, 2).ToArray(), seen4.AsSpan(24, 2).ToArray());
        Assert.Equal(four.AsSpan(26).ToArray(), seen4.AsSpan(26).ToArray());
        byte[] seen6 = One(tap, "swp1", six);
        Assert.Equal(0x6000_0000u | ((((uint)Expedited << 2) | Congested) << 20), BinaryPrimitives.ReadUInt32BigEndian(seen6.AsSpan(14)));
        Assert.Equal(six.AsSpan(18).ToArray(), seen6.AsSpan(18).ToArray());
        using Tap other = TapAt("swp1");
        Assert.Equal(0, One(other, "swp2", PolicyBench.Frame(false, false, PolicyProtocol.Udp, 1, 2))[DiffServ4]);
    }

    [Fact]
    public void Hosts_behind_a_tag_are_counted_and_marked_too()
    {
        VlanId tag = new(10);
        Load(new PolicyQuality(null, s_rate, new DiffServCode(Expedited)), PolicyBench.MacA);
        long began = Stopwatch.GetTimestamp();
        using Tap tap = TapAt("swp2");
        List<byte[]> seen = Sent(tap, "trk1", Packet(true, false), AtOnce, tag);
        Assert.InRange(seen.Count, InSecond * 0.9, InSecond * (1 + Stopwatch.GetElapsedTime(began).TotalSeconds) * 1.1);
        Assert.All(seen, frame => Assert.Equal(Expedited << 2, frame[DiffServ4]));
    }

    [Fact]
    public void What_rules_deny_counts_nowhere()
    {
        HostPolicy both = Shaped(new PolicyQuality(null, s_rate, null)) with { Out = [PolicyBench.Rule(1, PolicyAction.Deny, "udp/9"), PolicyBench.Rule(2, PolicyAction.Allow, "any")] };
        bench.Load([both], new() { [PolicyBench.MacA] = 1 });
        using Tap tap = TapAt("swp2");
        Assert.Equal(0, Pass(tap, "swp1", Packet(true, false, port: 9), AtOnce));
        AssertLimited("swp1", "swp2", Packet(true, false));
    }

    private static HostPolicy Shaped(PolicyQuality quality) => PolicyBench.Policy(1, null, null) with { Name = "shaped", Quality = quality };

    private void Load(PolicyQuality quality, params string[] macs) => bench.Load([Shaped(quality)], macs.ToDictionary(mac => mac, _ => 1));

    /// <summary>A packet of so many octets that are counted.</summary>
    private static byte[] Packet(bool fromA, bool ipv6, string? mac = null, ushort port = 7)
    {
        byte[] payload = new byte[Length - (ipv6 ? 40 : 20)];
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), port);
        (string to, string from) = fromA ? (PolicyBench.MacB, mac ?? PolicyBench.MacA) : (PolicyBench.MacA, PolicyBench.MacB);
        (string sender, string receiver) = (PolicyBench.AddressOf(fromA, ipv6).ToString(), PolicyBench.AddressOf(!fromA, ipv6).ToString());
        return ipv6 ? TestFrames.Ipv6(to, from, sender, receiver, PolicyProtocol.Udp, payload) : TestFrames.Ipv4(to, from, sender, receiver, PolicyProtocol.Udp, payload);
    }

    private Tap TapAt(string port) => NetworkNamespace.Run(bench.Bench.Far, () => new Tap(InterfaceIndex.Of(port)));

    private byte[] One(Tap tap, string from, byte[] frame)
    {
        List<byte[]> seen = Sent(tap, from, frame, 1);
        return Assert.Single(seen);
    }

    private int Pass(Tap tap, string from, byte[] frame, int count) => Sent(tap, from, frame, count).Count;

    /// <summary>Sends a frame so often, and returns what comes out elsewhere of it.</summary>
    private List<byte[]> Sent(Tap tap, string from, byte[] frame, int count, VlanId tag = default)
    {
        byte[] marker = TestFrames.Ethernet("ff:ff:ff:ff:ff:ff", MarkerMac, 0x88B5, [.. Guid.NewGuid().ToByteArray()]);
        int port = NetworkNamespace.Run(bench.Bench.Far, () => InterfaceIndex.Of(from));
        List<byte[]> seen = [];
        for (int i = 1; i <= count; i++)
        {
            Assert.Equal(0, bench.Bench.Sender.Send(port, tag, frame));
            if (i % PartLength == 0 || i == count)
            {
                Assert.Equal(0, bench.Bench.Sender.Send(port, tag, marker));
                seen.AddRange(tap.Until(marker.AsSpan(14, 16).ToArray()).Where(other => other.AsSpan(0, 14).SequenceEqual(frame.AsSpan(0, 14)) && other.Length == frame.Length));
            }
        }

        return seen;
    }

    private int AssertLimited(string from, string to, byte[] frame)
    {
        long began = Stopwatch.GetTimestamp();
        using Tap tap = TapAt(to);
        int passed = Pass(tap, from, frame, AtOnce);
        Assert.InRange(passed, InSecond * 0.9, InSecond * (1 + Stopwatch.GetElapsedTime(began).TotalSeconds) * 1.1);
        return passed;
    }

    private void AssertUnlimited(string from, string to, byte[] frame)
    {
        using Tap tap = TapAt(to);
        Assert.Equal(AtOnce, Pass(tap, from, frame, AtOnce));
    }
}
