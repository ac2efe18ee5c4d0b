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
            using KernelTwin twin = new(node);
            TwinGroups groups = new();
            groups.Begin(twin);
            twin.Apply();
            foreach (TwinStep step in steps)
            {
                step.Play(twin, groups);
                twin.AssertSame(TwinStep.Destinations);
            }
        },
        iter: 200,
        threads: 1);
}
