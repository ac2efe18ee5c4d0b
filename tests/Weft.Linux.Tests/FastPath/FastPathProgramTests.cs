using System.Collections.Immutable;
using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The program of the fast path and the kernel's verifier.</summary>
public sealed class FastPathProgramTests
{
    private static readonly Gen<MacAddress> s_macs = Gen.ULong[0, 0xFFFF_FFFF_FFFF].Select(MacAddress.FromValue);

    private static readonly Gen<FastPathSegment> s_segments = Gen.Select(
        Gen.UInt, Gen.Int[1, int.MaxValue], s_macs, s_macs, s_macs,
        (segment, index, own, mac4, mac6) => new FastPathSegment(new SegmentId(segment), index, own, mac4, mac6));

    [Fact]
    public void The_verifier_accepts_the_program_whatever_its_constants_are()
    {
        if (!TestFastPath.IsPossible())
        {
            return;
        }

        HostPolicy prior = PolicyBench.Policy(1, null, null) with { Quality = new PolicyQuality(null, null, DiffServCode.Selector(4)) { Priority = 4 } };
        using FastPathMaps plain = new(16, asksFlows: false);
        using FastPathMaps asking = new(16, asksFlows: true);
        Gen.Select(s_segments, Gen.Long[0, TimeSpan.TicksPerDay], Gen.Bool).Sample(
            (segment, ticks, asks) => EbpfProgram.Load("weft_test", FastPathProgram.Assemble(segment, asks ? asking : plain, asks ? DiffServPriority.Of([prior]) : [], TimeSpan.FromTicks(ticks), FastPathFlow.Lifetime)).Dispose(),
            iter: 200, threads: 1);
        EbpfProgram.Load("weft_test", FastPathRecorder.Assemble(asking)).Dispose();
    }

    [Fact]
    public void A_refused_program_is_refused_in_the_verifiers_words()
    {
        if (!TestFastPath.IsPossible())
        {
            return;
        }

        ImmutableArray<EbpfInstruction> wild = new EbpfAssembler().Load(EbpfWidth.Word, EbpfRegister.Result, EbpfRegister.Saved6, 0).Exit().Assemble();
        KernelException refused = Assert.Throws<KernelException>(() => EbpfProgram.Load("weft_wild", wild));
        Assert.Contains("R6 !read_ok", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(60, 3.75)]
    [InlineData(86400, 10)]
    public void Hosts_take_the_long_way_much_more_often_than_the_filter_forgets_them(double idleSeconds, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), FastPath.RefreshOf(TimeSpan.FromSeconds(idleSeconds)));

    [Theory]
    [InlineData(64, false, true)]
    [InlineData(65, false, false)]
    [InlineData(32, true, true)]
    [InlineData(33, true, false)]
    public void A_node_has_no_more_links_than_a_killed_daemon_is_rid_of_in_time(int ports, bool asksFlows, bool links)
    {
        PortPlan port = FilterPlan.Leaf.FindPort("swp1")!;
        NodePlan plan = FilterPlan.Leaf with
        {
            Fabric = asksFlows ? FilterPlan.Leaf.Fabric with { Policies = [PolicyBench.Policy(1, [], null)] } : FilterPlan.Leaf.Fabric,
            Ports = [.. Enumerable.Range(0, ports).Select(i => port with { Index = new PortIndex((ushort)i), Name = $"swp{i}" })],
        };
        Assert.Equal(links && EbpfLink.AreSupported(), FastPath.UsesLinks(plan));
    }
}
