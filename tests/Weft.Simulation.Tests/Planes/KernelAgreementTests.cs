using CsCheck;

namespace Weft.Simulation.Tests;

/// <summary>The simulated plane and the data plane of a switch, fed with the same tables through restarts and lost carriers.</summary>
public sealed class KernelAgreementTests
{
    private static readonly Gen<TwinStep[]> Steps =
        Gen.Select(Gen.Enum<TwinStepKind>(), Gen.Int[0, 11], Gen.Int[0, 11], (kind, number, value) => new TwinStep(kind, number, value)).Array[1, 50];

    [Theory]
    [InlineData("leaf1")]
    [InlineData("edge1")]
    [InlineData("spine1")]
    public void Both_lead_the_same_way_after_every_step(string node) => Steps.Sample(
        steps =>
        {
            if (Play(node, steps) is not null)
            {
                TwinStep[] least = Least(node, steps);
                Assert.Fail($"{string.Join('\n', least)}\n{Play(node, least)}");
            }
        },
        iter: 200,
        threads: 1);

    /// <summary>What differs after some step, or null.</summary>
    private static string? Play(string node, IEnumerable<TwinStep> steps)
    {
        using KernelTwin twin = new(node);
        TwinGroups groups = new();
        groups.Begin(twin);
        twin.Apply();
        try
        {
            foreach (TwinStep step in steps)
            {
                step.Play(twin, groups);
                twin.AssertSame(TwinStep.Destinations);
            }

            return null;
        }
        catch (Xunit.Sdk.XunitException difference)
        {
            return difference.Message;
        }
    }

    /// <summary>Takes steps out one by one for as long as the two still differ.</summary>
    private static TwinStep[] Least(string node, TwinStep[] steps)
    {
        for (int i = steps.Length - 1; i >= 0; i--)
        {
            TwinStep[] fewer = [.. steps.Where((_, index) => index != i)];
            if (Play(node, fewer) is not null)
            {
                steps = fewer;
            }
        }

        return steps;
    }
}
