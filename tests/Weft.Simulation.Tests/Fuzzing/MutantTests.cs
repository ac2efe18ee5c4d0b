namespace Weft.Simulation.Tests;

/// <summary>Nodes that are broken on purpose, each in one way: the fuzzer finds every one of them. docs/simulation-testing.md lists them.</summary>
public sealed class MutantTests
{
    private const ulong Seeds = 300;

    private static readonly Dictionary<string, Func<INodeSeam>> s_mutants = new()
    {
        [nameof(DeafToCarrier)] = () => new DeafToCarrier(),
        [nameof(DeafToAnswers)] = () => new DeafToAnswers(),
        [nameof(ForgetsHosts)] = () => new ForgetsHosts(),
        [nameof(StaysDrained)] = () => new StaysDrained(),
        [nameof(NeverAsks)] = () => new NeverAsks(),
        [nameof(NeverYields)] = () => new NeverYields(),
        [nameof(KeepsOldRoutes)] = () => new KeepsOldRoutes(),
        [nameof(MixesVrfs)] = () => new MixesVrfs(),
        [nameof(SendsOnce)] = () => new SendsOnce(),
        [nameof(TrustsEverybody)] = () => new TrustsEverybody(),
        [nameof(BelievesAnybody)] = () => new BelievesAnybody(),
        [nameof(LetsAnythingIn)] = () => new LetsAnythingIn(),
        [nameof(DeafToServers)] = () => new DeafToServers(),
        [nameof(ForgetsLeases)] = () => new ForgetsLeases(),
        [nameof(LetsStormsIn)] = () => new LetsStormsIn(),
        [nameof(IgnoresLimits)] = () => new IgnoresLimits(),
        [nameof(SilentGateway)] = () => new SilentGateway(),
    };

    public static TheoryData<string> Names => [.. s_mutants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_node_is_found(string name)
    {
        SimOptions broken = new() { Seam = _ => s_mutants[name]() };
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FuzzResult result = FuzzRun.Play(FuzzDraw.Draw(seed), broken);
            if (!result.IsClean)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{name}: seed {seed}: {result.Violations[0]}");
                return;
            }
        }

        Assert.Fail($"{Seeds} seeds do not find {name}");
    }

    [Fact]
    public void A_seam_that_changes_nothing_is_not_noticed()
    {
        FuzzCase drawn = FuzzDraw.Draw(7);
        ulong plain = FuzzRun.Play(drawn, hash: true).Hash;
        Assert.Equal(plain, FuzzRun.Play(drawn, new SimOptions { Seam = _ => new Harmless() }, hash: true).Hash);
    }

    private sealed class Harmless : INodeSeam;
}
