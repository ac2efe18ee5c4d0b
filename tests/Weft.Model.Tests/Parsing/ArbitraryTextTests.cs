using CsCheck;
using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>No text whatever makes the reader throw, and what it says about a text is always fit to print.</summary>
public sealed class ArbitraryTextTests
{
    private static readonly string[] _pieces =
    [
        "fabric: demo\n", "nodes: [leaf1]\n", "nodes:\n", "  leaf1: { site: dc1 }\n", "sites: [dc1, dc2]\n", "- ", "[", "]", "{", "}", ": ", ", ", "&a ", "*a", "|\n", ">\n", "'", "\"", "#", "\t", "\n", "---\n", "...\n",
        "? ", "!!int ", "!x ", "%YAML 1.2\n", "<<: *a\n", "0x", "1e9", "10.1.0.1/24", "::1/64", "leaf1 -- leaf1", "\\u0000", "\u2028", "\ud83d\ude00", "\ufeff", "subnets:\n", "  web: { vlan: 10, gateway: 10.1.0.1/24 }\n",
        "hosts:\n", "  vm: { at: leaf1:swp1, subnet: web }\n", "links:\n", "  - leaf1 -- leaf1\n", "timers: { host-idle: 1s }\n",
    ];

    [Fact]
    public void Arbitrary_characters_never_throw() => Gen.String.Sample(AssertReadable, iter: 5_000);

    [Fact]
    public void Arbitrary_pieces_of_yaml_never_throw() =>
        Gen.Int[0, _pieces.Length - 1].Select(i => _pieces[i]).List[0, 30].Sample(pieces => AssertReadable(string.Concat(pieces)), iter: 10_000);

    [Fact]
    public void An_example_with_arbitrary_damage_never_throws()
    {
        string[] examples = [.. ExampleFabrics.Paths.Select(Repository.Read), .. FaultCatalog.All.Select(info => info.Failing)];
        Gen<(string Text, int At, int Cut, string Insert)> damage =
            Gen.Select(Gen.Int[0, examples.Length - 1].Select(i => examples[i]), Gen.Int[0, 4_000], Gen.Int[0, 20], Gen.Int[0, _pieces.Length - 1].Select(i => _pieces[i]));
        damage.Sample(
            d =>
            {
                int at = d.At % (d.Text.Length + 1);
                int cut = Math.Min(d.Cut, d.Text.Length - at);
                AssertReadable(d.Text.Remove(at, cut).Insert(at, d.Insert));
            },
            iter: 5_000);
    }

    [Fact]
    public void Aliases_of_aliases_are_bounded()
    {
        string wide = "fabric: demo\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(n => $"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n"));
        Assert.Contains(FabricFile.Load(wide).Faults, fault => fault.Code == FaultCode.FileTooLarge);
        string deep = "fabric: demo\na0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 5_000).Select(n => $"a{n}: &a{n} [*a{n - 1}]\n"));
        Assert.Contains(FabricFile.Load(deep).Faults, fault => fault.Code == FaultCode.FileTooLarge);
    }

    [Fact]
    public void A_very_deep_file_is_refused() =>
        Assert.Contains(FabricFile.Load("fabric: " + new string('[', 100_000)).Faults, fault => fault.Severity == FaultSeverity.Error);

    private static void AssertReadable(string text)
    {
        FabricLoad load = FabricFile.Load(text);
        Assert.Equal(load.ErrorCount > 0, load.Fabric is null);
        SourceLines lines = new(text);
        foreach (Fault fault in load.Faults)
        {
            Assert.InRange(fault.Span.Line, 1, lines.Count);
            Assert.True(fault.Span.Column >= 1 && fault.Span.Length >= 1);
            Assert.DoesNotContain('\n', fault.Message);
        }
    }
}
