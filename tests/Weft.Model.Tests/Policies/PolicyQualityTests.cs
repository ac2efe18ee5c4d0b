using CsCheck;

namespace Weft.Model.Tests;

/// <summary>Rates and marks of policies in the fabric file.</summary>
public sealed class PolicyQualityTests
{
    private const string Head =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { subnet: web }
        policies:

        """;

    [Theory]
    [InlineData("1M", 1_000_000)]
    [InlineData("1500k", 1_500_000)]
    [InlineData("100M", 100_000_000)]
    [InlineData("40G", 40_000_000_000)]
    [InlineData("100G", 100_000_000_000)]
    public void A_rate_is_read_and_written(string text, long bits)
    {
        Assert.True(DataRate.TryParse(text, out DataRate rate));
        Assert.Equal((bits, bits / 8, text), (rate.BitsPerSecond, rate.OctetsPerSecond, rate.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("100")]
    [InlineData("0M")]
    [InlineData("01M")]
    [InlineData("999k")]
    [InlineData("1000000k")]
    [InlineData("100000M")]
    [InlineData("101G")]
    [InlineData("1.5M")]
    [InlineData("-1M")]
    [InlineData("1 M")]
    [InlineData("1m")]
    [InlineData("1T")]
    public void What_is_no_rate_is_refused(string text) => Assert.False(DataRate.TryParse(text, out _));

    [Fact]
    public void Rates_that_are_written_are_read_again() => Gen.Long[1_000, 100_000].Sample(megabits =>
    {
        string text = new DataRate(megabits * 1_000_000).ToString();
        return DataRate.TryParse(text, out DataRate rate) && rate.BitsPerSecond == megabits * 1_000_000;
    });

    [Fact]
    public void Every_codepoint_with_a_name_is_read_and_written()
    {
        (string Name, int Value)[] codes =
        [
            .. Enumerable.Range(0, 8).Select(i => ($"CS{i}", 8 * i)),
            .. Enumerable.Range(1, 4).SelectMany(_ => Enumerable.Range(1, 3), (group, drop) => ($"AF{group}{drop}", (8 * group) + (2 * drop))),
            ("EF", 46), ("LE", 1),
        ];
        Assert.All(codes, code =>
        {
            Assert.True(DiffServCode.TryParse(code.Name, out DiffServCode read));
            Assert.Equal((code.Value, code.Name), (read.Value, read.ToString()));
        });
        Assert.All(["CS8", "AF14", "AF50", "AF1", "ef", "46", ""], text => Assert.False(DiffServCode.TryParse(text, out _)));
    }

    [Fact]
    public void A_policy_has_rates_and_a_mark_beside_its_rules_or_alone()
    {
        Fabric fabric = Load("  slow: { for: web, qos: { in: 200M, out: 100M, dscp: AF21 } }\n  both: { for: vm-a, in: [], qos: { dscp: CS1 } }");
        HostPolicy slow = fabric.Policies[0];
        Assert.Equal("in at most 200M, out at most 100M, sent as AF21", slow.Quality!.ToString());
        Assert.Equal((false, PolicyAttention.EachPacket), (slow.Restricts, slow.Attention));
        Assert.Equal((true, PolicyAttention.EachPacket, "sent as CS1"), (fabric.Policies[1].Restricts, fabric.Policies[1].Attention, fabric.Policies[1].Quality!.ToString()));
        Assert.Equal((true, false), (slow.Quality.Concerns(PolicyDirection.In), fabric.Policies[1].Quality!.Concerns(PolicyDirection.In)));
    }

    [Fact]
    public void A_priority_travels_as_the_mark_or_as_the_class_selector_of_its_number()
    {
        Fabric fabric = Load("  voice: { for: web, qos: { dscp: EF, priority: 5 } }\n  backup: { for: vm-a, qos: { priority: 1 } }");
        Assert.Equal(["sent as EF with priority 5", "sent as CS1 with priority 1"], fabric.Policies.Select(policy => policy.Quality!.ToString()));
        Assert.Equal([("CS1", 1), ("EF", 5), ("CS6", 6), ("CS7", 7)], fabric.Priorities.Select(item => (item.Code.ToString(), item.Priority)));
        Assert.Equal(PolicyAttention.EachPacket, fabric.Policies[1].Attention);
    }

    [Fact]
    public void Without_a_priority_no_codepoint_has_any() => Assert.Empty(Load("  marked: { for: web, qos: { dscp: CS6 } }").Priorities);

    [Theory]
    [InlineData("{ dscp: EF, priority: 4 }")]
    [InlineData("{ dscp: EF }")]
    public void A_codepoint_has_one_priority_for_all_policies(string other)
    {
        FabricLoad load = FabricFile.Load(Head + $"  voice: {{ for: web, qos: {{ dscp: EF, priority: 5 }} }}\n  video: {{ for: vm-a, qos: {other} }}");
        Assert.Equal(FaultCode.PriorityTwice, Assert.Single(load.Faults).Code);
    }

    [Fact]
    public void Policies_may_share_a_codepoint_with_its_priority() =>
        Assert.Equal(3, Load("  voice: { for: web, qos: { dscp: EF, priority: 5 } }\n  too: { for: vm-a, qos: { dscp: EF, priority: 5 } }").Priorities.Length);

    [Fact]
    public void Nothing_asked_for_is_nothing() => Assert.Null(Load("  none: { for: web, qos: {} }").Policies[0].Quality);

    [Theory]
    [InlineData("{ out: 5 }", FaultCode.WrongType)]
    [InlineData("{ out: 100mbit }", FaultCode.BadRate)]
    [InlineData("{ in: 10k }", FaultCode.BadRate)]
    [InlineData("{ dscp: AF44 }", FaultCode.BadDiffServ)]
    [InlineData("{ dscp: 10 }", FaultCode.WrongType)]
    [InlineData("{ egress: 1M }", FaultCode.UnknownKey)]
    [InlineData("{ priority: 0 }", FaultCode.NumberOutOfRange)]
    [InlineData("{ priority: 6 }", FaultCode.NumberOutOfRange)]
    [InlineData("{ priority: high }", FaultCode.WrongType)]
    [InlineData("{ dscp: CS6, priority: 5 }", FaultCode.PriorityTwice)]
    [InlineData("{ dscp: CS0, priority: 5 }", FaultCode.PriorityTwice)]
    public void What_is_wrong_is_a_fault(string quality, FaultCode expected)
    {
        FabricLoad load = FabricFile.Load(Head + $"  slow: {{ for: web, qos: {quality} }}");
        Assert.Equal(expected, Assert.Single(load.Faults).Code);
    }

    private static Fabric Load(string policies)
    {
        FabricLoad load = FabricFile.Load(Head + policies);
        Assert.Empty(load.Faults);
        return load.Fabric!;
    }
}
