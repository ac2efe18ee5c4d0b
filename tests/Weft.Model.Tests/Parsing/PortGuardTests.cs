namespace Weft.Model.Tests;

/// <summary>What the keys of a port's guard come to, with their defaults.</summary>
public sealed class PortGuardTests
{
    [Theory]
    [InlineData("web", PortGuard.Trusted, PortBpdu.Pass)]
    [InlineData("{ access: web, bpdu: drop }", PortGuard.Trusted, PortBpdu.Drop)]
    [InlineData("{ access: web, bpdu: shut }", PortGuard.Trusted, PortBpdu.Shut)]
    [InlineData("{ access: web, moves: verified }", PortGuard.FirstCome, PortBpdu.Drop)]
    [InlineData("{ access: web, moves: verified, guard: trusted }", PortGuard.Trusted, PortBpdu.Pass)]
    [InlineData("{ access: web, guard: strict }", PortGuard.Strict, PortBpdu.Drop)]
    [InlineData("{ access: web, guard: strict, bpdu: shut }", PortGuard.Strict, PortBpdu.Shut)]
    public void A_guarded_port_drops_bpdus_and_any_port_can_be_shut_by_one(string port, PortGuard guard, PortBpdu bpdu)
    {
        PortPlan plan = Plan(port);
        Assert.Equal((guard, bpdu), (plan.Guard, plan.Bpdu));
        Assert.Equal(bpdu == PortBpdu.Shut, plan.IsShutByBpdu);
    }

    [Fact]
    public void A_monitored_port_is_never_shut() => Assert.False(Plan("{ access: web, guard: strict, bpdu: shut, monitor: true }").IsShutByBpdu);

    [Fact]
    public void A_port_without_an_entry_of_its_own_lets_bpdus_pass() => Assert.Equal(PortBpdu.Pass, Plan("web", "swp9").Bpdu);

    [Theory]
    [InlineData("{ access: web, bpdu: forward }", "5m")]
    [InlineData("{ access: web, bpdu: shut }", "999ms")]
    [InlineData("{ access: web, bpdu: shut }", "25h")]
    public void Other_words_and_times_are_faults(string port, string recovery) => Assert.Null(FabricFile.Load(Text(port, recovery)).Fabric);

    private static PortPlan Plan(string port, string name = "swp1") => NodePlanner.Derive(FabricFile.Load(Text(port, "5m")).Fabric!, "leaf1").FindPort(name)!;

    private static string Text(string port, string recovery) => $$"""
        fabric: guards
        nodes: [leaf1]
        timers: { bpdu-recovery: {{recovery}} }
        subnets: { web: { vlan: 10, gateway: 10.1.0.1/24 } }
        hosts: { vm-a: { at: leaf1:swp9, subnet: web } }
        ports: { leaf1: { swp1: {{port}} } }
        """;
}
