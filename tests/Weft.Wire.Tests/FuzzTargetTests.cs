using CsCheck;
using Weft.Fuzz;

namespace Weft.Wire.Tests;

public sealed class FuzzTargetTests
{
    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_golden_inputs_never_break_a_decoder(string name)
    {
        FuzzFailure? failure = Fuzzer.Run(FuzzTargets.Find(name)!, seed: 20260101, static iteration => iteration < 4_000);
        Assert.True(failure is null, failure is null ? "" : $"{Convert.ToHexString(failure.Input)}: {failure.Cause}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Arbitrary_octets_never_break_a_decoder(string name)
    {
        FuzzTarget target = FuzzTargets.Find(name)!;
        Gen.Byte.Array[0, 160].Sample(octets => target.Run(octets), iter: 500);
    }

    [Fact]
    public void Every_target_starts_from_seeds_and_has_a_name_of_its_own()
    {
        Assert.All(FuzzTargets.All, static target => Assert.NotEmpty(target.Seeds()));
        Assert.Distinct(FuzzTargets.All.Select(static target => target.Name));
    }

    [Fact]
    public void A_failing_input_is_reported_and_found_again_with_the_same_seed()
    {
        FuzzTarget broken = new("broken", static () => [[1, 2, 3]], static input =>
        {
            if (input.Length > 4)
            {
                throw new FuzzException("too long");
            }
        });
        FuzzFailure first = Fuzzer.Run(broken, seed: 7, static iteration => iteration < 1_000)!;
        FuzzFailure second = Fuzzer.Run(broken, seed: 7, static iteration => iteration < 1_000)!;
        Assert.Equal(first.Input, second.Input);
        Assert.Equal(first.Iteration, second.Iteration);
        Assert.Equal("too long", first.Cause.Message);
    }
}
