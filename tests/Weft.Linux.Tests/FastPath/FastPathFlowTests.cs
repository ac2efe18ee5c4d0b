using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Hosts with a policy take the fast path only in flows that the packet filter has let pass, on the real kernel.</summary>
public sealed class FastPathFlowTests : IDisposable
{
    private const byte Syn = 2;
    private const byte Fin = 0x11;
    private const byte Ack = 0x10;

    // Long enough for a test on a busy machine.
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    private static readonly string[] s_services = ["tcp", "tcp/80", "tcp/80-82", "udp", "udp/53", "any"];
    private static readonly string[] s_peers = ["10.1.0.0/24", "10.1.0.11/32", "2001:db8:1::/64", "2001:db8:1::22/128"];

    private readonly FlowBench _bench = new();

    [Theory]
    [InlineData(false, PolicyProtocol.Udp, 53)]
    [InlineData(true, PolicyProtocol.Udp, 53)]
    [InlineData(false, PolicyProtocol.Tcp, 80)]
    [InlineData(true, PolicyProtocol.Tcp, 80)]
    public void A_flow_that_the_filter_let_pass_takes_the_short_way_and_no_other(bool ipv6, byte protocol, ushort port)
    {
        if (!Load(["tcp/80", "udp/53"]))
        {
            return;
        }

        byte[] known = PolicyBench.Frame(true, ipv6, protocol, PolicyBench.HighPort, port, Ack);
        byte[] denied = PolicyBench.Frame(true, ipv6, protocol, PolicyBench.HighPort, (ushort)(port + 1), Ack);
        byte[] unseen = PolicyBench.Frame(true, ipv6, protocol, 7, port, Ack);
        _bench.AwaitShortWay(known);
        Assert.False(_bench.Policies.Reaches(true, denied));
        Assert.False(_bench.Policies.Reaches(true, denied));

        _bench.CloseLongWay(true);
        Assert.True(_bench.Policies.Reaches(true, known));
        Assert.False(_bench.Policies.Reaches(true, unseen));
        Assert.False(_bench.Policies.Reaches(true, denied));
        Assert.False(_bench.Policies.Reaches(true, PolicyBench.Frame(true, !ipv6, protocol, PolicyBench.HighPort, port, Ack)));
        Assert.True(_bench.Policies.Reaches(true, known));
    }

    [Theory]
    [InlineData(Syn)]
    [InlineData(Fin)]
    [InlineData(4)]
    [InlineData(0)]
    public void Segments_that_open_or_end_something_take_the_long_way(byte flags)
    {
        if (!Load(["tcp/80"]))
        {
            return;
        }

        _bench.AwaitShortWay(PolicyBench.Frame(true, false, PolicyProtocol.Tcp, PolicyBench.HighPort, 80, Ack));
        byte[] other = PolicyBench.Frame(true, false, PolicyProtocol.Tcp, PolicyBench.HighPort, 80, flags);
        Assert.True(_bench.Policies.Reaches(true, other));
        _bench.CloseLongWay(true);
        Assert.False(_bench.Policies.Reaches(true, other));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Packets_with_a_codepoint_that_gives_a_priority_take_the_long_way(bool ipv6)
    {
        if (!Load(["any"]))
        {
            return;
        }

        _bench.Open(s_long, PolicyBench.Policy(2, null, null) with { Quality = new PolicyQuality(null, null, DiffServCode.Selector(5)) { Priority = 5 } });

        byte[] frame = PolicyBench.Frame(true, ipv6, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
        _bench.AwaitShortWay(frame);
        _bench.CloseLongWay(true);
        Assert.All(Enumerable.Range(0, 8), selector =>
        {
            Assert.Equal(selector is not (5 or 6 or 7), _bench.Policies.Reaches(true, TestFrames.Coded(frame, DiffServCode.Selector(selector))));
        });
    }

    [Fact]
    public void Fragments_and_what_is_no_flow_take_the_long_way()
    {
        if (!Load(["any"]))
        {
            return;
        }

        byte[] whole = PolicyBench.Frame(true, false, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
        _bench.AwaitShortWay(whole);
        byte[] fragment = [.. whole];
        fragment[20] |= 0x20;
        byte[] echo = PolicyBench.Frame(true, false, PolicyProtocol.Icmp, 0, 8);
        Assert.True(_bench.Policies.Reaches(true, fragment));
        Assert.True(_bench.Policies.Reaches(true, echo));
        _bench.CloseLongWay(true);
        Assert.True(_bench.Policies.Reaches(true, whole));
        Assert.False(_bench.Policies.Reaches(true, fragment));
        Assert.False(_bench.Policies.Reaches(true, echo));
    }

    [Fact]
    public void A_verdict_holds_for_its_lifetime()
    {
        if (!Load(["udp/53"], TimeSpan.FromMilliseconds(500)))
        {
            return;
        }

        // On a busy machine the verdict may have gone before the long way is closed: then it is taken for the next try.
        byte[] known = PolicyBench.Frame(true, false, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
        Bench.Eventually(
            () =>
            {
                _bench.CloseLongWay(true);
                bool arrives = _bench.Policies.Reaches(true, known);
                _bench.CloseLongWay(false);
                return arrives || !_bench.Policies.Reaches(true, known);
            },
            "the short way is taken");
        _bench.CloseLongWay(true);
        Bench.Eventually(() => !_bench.Policies.Reaches(true, known), "the verdict is over");
    }

    [Fact]
    public void A_row_that_is_written_anew_believes_no_older_verdict()
    {
        if (!Load(["udp/53"]))
        {
            return;
        }

        byte[] known = PolicyBench.Frame(true, false, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
        _bench.AwaitShortWay(known);
        _bench.Put();
        _bench.CloseLongWay(true);
        Assert.False(_bench.Policies.Reaches(true, known));
        _bench.CloseLongWay(false);
        _bench.AwaitShortWay(known);
    }

    [Fact]
    public void A_flow_may_only_leave_where_it_left_when_it_was_let_pass()
    {
        if (!Load(["udp/53"]))
        {
            return;
        }

        byte[] known = PolicyBench.Frame(true, false, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
        _bench.AwaitShortWay(known);
        AttachedMacKey receiver = new(FilterPlan.Web, MacAddress.Parse(PolicyBench.MacB));
        Assert.True(_bench.Fast!.PutDestination(receiver, new FastPathDestination(_bench.Policies.IndexOf("trk1"), AsksFlows: true)));
        Bench.Eventually(() => _bench.Policies.Reaches(true, known), "the filter lets it pass");
        _bench.CloseLongWay(true);
        Assert.False(_bench.Policies.Passes("swp1", "trk1", known));
    }

    [Fact]
    public void Short_way_and_filter_agree_about_random_policies()
    {
        if (_bench.Fast is null)
        {
            return;
        }

        Gen<PolicyRule> rule = Gen.Select(Gen.Int[0, 3], Gen.Int[0, s_services.Length - 1], Gen.Int[-2, s_peers.Length - 1], (action, service, peer) =>
            PolicyBench.Rule(1, action == 0 ? PolicyAction.Deny : PolicyAction.Allow, s_services[service], peer < 0 ? [] : [s_peers[peer]]));
        Gen<PolicyRule[]?> rules = Gen.Select(Gen.Int[0, 4], rule.Array[0, 4], (open, list) =>
            open == 0 ? null : list.Select((item, index) => item with { Number = index + 1 }).ToArray());
        Gen.Select(rules, rules, rules, rules).Sample(
            (a, b, c, d) =>
            {
                _bench.Policies.Load([PolicyBench.Policy(1, a, b), PolicyBench.Policy(2, c, d)], new() { [PolicyBench.MacA] = 1, [PolicyBench.MacB] = 2 });
                _bench.Put();
                foreach (byte[] frame in Frames())
                {
                    _bench.Use(false);
                    bool expected = _bench.Policies.Reaches(true, frame);
                    _bench.Use(true);
                    Assert.Equal(expected, _bench.Policies.Reaches(true, frame));
                    Assert.Equal(expected, _bench.Policies.Reaches(true, frame));
                }
            },
            iter: 10,
            threads: 1);
    }

    public void Dispose() => _bench.Dispose();

    private static IEnumerable<byte[]> Frames()
    {
        foreach (bool ipv6 in new[] { false, true })
        {
            yield return PolicyBench.Frame(true, ipv6, PolicyProtocol.Udp, PolicyBench.HighPort, 53);
            yield return PolicyBench.Frame(true, ipv6, PolicyProtocol.Udp, 53, PolicyBench.HighPort);
            foreach (byte flags in new[] { Ack, Syn, Fin })
            {
                yield return PolicyBench.Frame(true, ipv6, PolicyProtocol.Tcp, PolicyBench.HighPort, 80, flags);
                yield return PolicyBench.Frame(true, ipv6, PolicyProtocol.Tcp, 80, PolicyBench.HighPort, flags);
            }
        }
    }

    /// <summary>B receives these services and sends nothing of its own; false where there is no fast path.</summary>
    private bool Load(string[] services, TimeSpan? lifetime = null)
    {
        PolicyRule[] rules = [.. services.Select((service, index) => PolicyBench.Rule(index + 1, PolicyAction.Allow, service))];
        _bench.Policies.Load([PolicyBench.Policy(1, rules, [])], new() { [PolicyBench.MacB] = 1 });
        _bench.Open(lifetime ?? s_long);
        return _bench.Fast is not null;
    }
}
