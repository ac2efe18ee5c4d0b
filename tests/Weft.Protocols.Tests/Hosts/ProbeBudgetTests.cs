using Weft.Model;
using Weft.Protocols.Hosts;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Who may ask how often.</summary>
public sealed class ProbeBudgetTests
{
    private static readonly Instant s_start = Instant.Zero + TimeSpan.FromDays(1);

    [Fact]
    public void A_port_that_always_has_a_question_leaves_half_of_the_probes_to_the_others()
    {
        ProbeBudget budget = new(perSecond: 1_000, ports: 2);
        int greedy = 0;
        int other = 0;
        for (int millisecond = 0; millisecond < 10_000; millisecond++)
        {
            Instant now = s_start + TimeSpan.FromMilliseconds(millisecond);
            for (int i = 0; i < 20; i++)
            {
                greedy += Take(budget, now, port: 0);
            }

            other += millisecond % 5 == 0 ? Take(budget, now, port: 1) : 0;
        }

        Assert.InRange(greedy, 4_900, 5_500);
        Assert.Equal(2_000, other);
    }

    [Fact]
    public void All_ports_together_have_what_the_node_has()
    {
        ProbeBudget budget = new(perSecond: 1_000, ports: 8);
        int taken = 0;
        for (int millisecond = 0; millisecond < 10_000; millisecond++)
        {
            for (ushort port = 0; port < 8; port++)
            {
                taken += Take(budget, s_start + TimeSpan.FromMilliseconds(millisecond), port);
            }
        }

        Assert.InRange(taken, 9_990, 11_000);
    }

    [Fact]
    public void The_smallest_budget_is_one_probe_a_second()
    {
        ProbeBudget budget = new(perSecond: 1, ports: 1);
        Assert.Equal(1, Take(budget, s_start, port: 0));
        Assert.Equal(0, Take(budget, s_start + TimeSpan.FromMilliseconds(999), port: 0));
        Assert.Equal(1, Take(budget, s_start + TimeSpan.FromMilliseconds(1_000), port: 0));
    }

    private static int Take(ProbeBudget budget, Instant now, ushort port) => budget.TryTake(now, new PortIndex(port)) ? 1 : 0;
}
