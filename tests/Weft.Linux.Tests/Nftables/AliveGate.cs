using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Who answers ARP and neighbour discovery while the daemon lives and when it does not.</summary>
public abstract class AliveGate : IDisposable
{
    private const string Host = "02:00:00:00:00:11";
    private const string Broadcast = "ff:ff:ff:ff:ff:ff";

    private readonly FilterBench _bench;
    private readonly Tap _tap;

    protected AliveGate(FilterBench bench)
    {
        _bench = bench;
        _bench.Bench.Ip("neigh", "replace", "10.1.0.11", "lladdr", Host, "dev", "vlan10", "nud", "permanent");
        _bench.Bench.Ip("neigh", "replace", "2001:db8:1::11", "lladdr", Host, "dev", "vlan10", "nud", "permanent");
        _tap = _bench.Bench.Tap("swp1");
    }

    private static byte[] ArpQuestion { get; } = TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.1");

    private static byte[] NdQuestion { get; } =
        TestFrames.Neighbor("33:33:ff:00:00:01", Host, "2001:db8:1::11", "ff02::1:ff00:1", 135, "2001:db8:1::1");

    [Fact]
    public void While_the_daemon_lives_the_kernel_is_silent()
    {
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromMinutes(1)));
        Assert.False(IsAnswered(ArpQuestion, IsArpReply));
        Assert.False(IsAnswered(NdQuestion, IsAdvertisement));
    }

    [Fact]
    public void Renewing_extends_the_life()
    {
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromMilliseconds(50)));
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromMinutes(1)));
        string listing = _bench.Bench.Exec(_bench.Bench.Node, "nft", "list", "set", "bridge", "weft", "alive");
        Assert.Contains("timeout 1m", listing);
        Assert.DoesNotContain("50ms", listing);
    }

    [Fact]
    public void When_the_daemon_lets_go_the_kernel_answers_with_the_virtual_mac()
    {
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromMinutes(1)));
        Assert.True(_bench.Sets.LetGo());
        Assert.True(IsAnswered(ArpQuestion, IsArpReply));
        Assert.True(IsAnswered(NdQuestion, IsAdvertisement));
    }

    [Fact]
    public void When_the_daemon_dies_the_kernel_answers_after_the_time_is_over()
    {
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromMilliseconds(300)));
        Assert.False(IsAnswered(ArpQuestion, IsArpReply));
        Bench.Eventually(() => IsAnswered(ArpQuestion, IsArpReply) && IsAnswered(NdQuestion, IsAdvertisement), "the kernel answers");
    }

    [Fact]
    public void A_unicast_question_to_the_virtual_mac_is_answered_too()
    {
        byte[] question = TestFrames.Arp(FilterBench.Mac4, Host, 1, Host, "10.1.0.11", "10.1.0.1", FilterBench.Mac4);
        Assert.True(IsAnswered(question, IsArpReply));
    }

    [Fact]
    public void The_kernel_never_takes_part_in_duplicate_address_detection_of_hosts()
    {
        _bench.Bench.Exec(_bench.Bench.Node, "sysctl", "-qw", "net.ipv6.conf.vlan10.proxy_ndp=1");
        _bench.Bench.Ip("-6", "neigh", "add", "proxy", "2001:db8:1::50", "dev", "vlan10");
        _bench.Bench.Ip("-6", "route", "add", "2001:db8:1::50/128", "dev", "vlan30");
        byte[] probe = TestFrames.Neighbor("33:33:ff:00:00:50", Host, "::", "ff02::1:ff00:50", 135, "2001:db8:1::50");
        Assert.False(IsAnswered(probe, IsAdvertisement));
        byte[] gatewayProbe = TestFrames.Neighbor("33:33:ff:00:00:01", Host, "::", "ff02::1:ff00:1", 135, "2001:db8:1::1");
        Assert.True(IsAnswered(gatewayProbe, IsAdvertisement));
    }

    [Fact]
    public void The_kernels_own_questions_carry_the_virtual_mac()
    {
        byte[] ping = TestFrames.Udp4(FilterBench.Mac4, Host, "10.1.0.11", "10.1.0.200", "x");
        _bench.Bench.Send("swp1", ping);
        byte[] target = [10, 1, 0, 200];
        Bench.Eventually(
            () =>
            {
                _tap.Poll();
                return _tap.Frames.Any(item => item.Frame[13] == 0x06 && item.Frame.AsSpan(38, 4).SequenceEqual(target));
            },
            "the kernel asks");
        byte[] question = _tap.Frames.First(item => item.Frame[13] == 0x06 && item.Frame.AsSpan(38, 4).SequenceEqual(target)).Frame;
        Assert.Equal(FilterBench.Mac4, MacAddress.Read(question.AsSpan(6)).ToString());
        Assert.Equal(FilterBench.Mac4, MacAddress.Read(question.AsSpan(22)).ToString());
        Assert.Equal(IpAddress.Parse("10.1.0.1"), IpAddress.ReadIpv4(question.AsSpan(28)));
    }

    public void Dispose()
    {
        _bench.Dispose();
        GC.SuppressFinalize(this);
    }

    private static bool IsArpReply(byte[] frame) =>
        frame[12] == 0x08 && frame[13] == 0x06 && frame[21] == 2
        && MacAddress.Read(frame.AsSpan(6)).ToString() == FilterBench.Mac4
        && MacAddress.Read(frame.AsSpan(22)).ToString() == FilterBench.Mac4;

    private static bool IsAdvertisement(byte[] frame) => frame[12] == 0x86 && frame[13] == 0xDD && frame[20] == 58 && frame[54] == 136;

    // The echo is answered by the kernel after the question was, if it was.
    private bool IsAnswered(byte[] question, Func<byte[], bool> isAnswer)
    {
        byte[] token = Guid.NewGuid().ToByteArray();
        byte[] icmp = [8, 0, 0, 0, 0, 1, 0, 1, .. token];
        uint sum = 0;
        for (int i = 0; i < icmp.Length; i += 2)
        {
            sum += (uint)((icmp[i] << 8) | icmp[i + 1]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = ~((sum & 0xFFFF) + (sum >> 16));
        icmp[2] = (byte)(sum >> 8);
        icmp[3] = (byte)sum;
        _bench.Bench.Send("swp1", question);
        _bench.Bench.Send("swp1", TestFrames.Ipv4(FilterBench.Mac4, Host, "10.1.0.11", "10.1.0.1", 1, icmp));
        return _tap.Until(token).Any(isAnswer);
    }
}
