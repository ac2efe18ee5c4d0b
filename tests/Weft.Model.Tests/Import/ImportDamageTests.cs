using CsCheck;
using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>No text makes the import throw, whatever is in it, and what it writes is YAML that a fabric file may be.</summary>
public sealed class ImportDamageTests
{
    private static readonly string[] _pieces =
    [
        "name: x\n", "nodes: [r1, r2]\n", "nodes:\n", "  r1: { role: host }\n", "links:\n", "- r1-r2\n", "- [ r1, r2 ]\n", "- r1:\n  r2:\n", "topology:\n", "  nodes:\n", "    a: { kind: linux }\n",
        "  links:\n", "    - endpoints: [\"a:eth1\", \"b:eth1\"]\n", "<<: *a\n", "&a ", "*a", "[", "]", "{", "}", ": ", ", ", "vlans: { red: { id: 5000 } }\n", "vlan.access: red\n", "groups: { g: [g] }\n",
        "a.b.c.d: 1\n", "bgp.as: 0\n", "ipv4: 10.0.0.0/0\n", "prefix: 0.0.0.0/0\n", "::/0", "\"\\u0000\"", "\ud83d\ude00", "exec: [ip a add 1.2.3.4/33 dev eth1]\n", "null", "~", "- \n", "disable: true\n", "0x10",
    ];

    private static readonly string[] _examples = [.. ImportExamples.Paths.Select(Repository.Read)];

    [Fact]
    public void Arbitrary_pieces_never_throw() =>
        Gen.Select(Gen.Int[0, _pieces.Length - 1].Select(i => _pieces[i]).List[0, 30], Gen.Enum<TopologyFormat>())
            .Sample((pieces, format) => AssertReadable(string.Concat(pieces), format), iter: 5_000);

    [Fact]
    public void An_example_with_damage_never_throws()
    {
        Gen<(string Text, int At, int Cut, string Insert)> damage =
            Gen.Select(Gen.Int[0, _examples.Length - 1].Select(i => _examples[i]), Gen.Int[0, 6_000], Gen.Int[0, 20], Gen.Int[0, _pieces.Length - 1].Select(i => _pieces[i]));
        damage.Sample(
            d =>
            {
                int at = d.At % (d.Text.Length + 1);
                int cut = Math.Min(d.Cut, d.Text.Length - at);
                AssertReadable(d.Text.Remove(at, cut).Insert(at, d.Insert), null);
            },
            iter: 3_000);
    }

    [Fact]
    public void A_line_that_goes_missing_or_is_there_twice_never_throws() =>
        Gen.Select(Gen.Int[0, _examples.Length - 1], Gen.Int[0, 200], Gen.Int[0, 200], Gen.Bool).Sample(
            (example, from, to, isMoved) =>
            {
                List<string> lines = [.. _examples[example].Split('\n')];
                string line = lines[from % lines.Count];
                if (isMoved)
                {
                    lines.RemoveAt(from % lines.Count);
                }

                lines.Insert(to % (lines.Count + 1), line);
                AssertReadable(string.Join('\n', lines), null);
            },
            iter: 2_000);

    private static void AssertReadable(string text, TopologyFormat? format)
    {
        TopologyImportResult result = TopologyImport.Import(text, format);
        Assert.Equal(result.Count(TopologyNoteKind.Fault) > 0, result.FabricText is null);
        SourceLines lines = new(text);
        Assert.All(result.Notes, note => Assert.True(note.Span.Line >= 1 && note.Span.Line <= lines.Count && !note.What.Any(char.IsControl) && !note.Why.Any(char.IsControl)));
        Assert.Equal(result.Notes.OrderBy(note => note.Span), result.Notes);
        if (result.FabricText is { } fabric)
        {
            // Form is never wrong; meaning may be, where a topology says what no fabric can be.
            Assert.DoesNotContain(FabricFile.Load(fabric).Faults, fault => fault.Code is FaultCode.YamlSyntax or FaultCode.UnknownKey or FaultCode.WrongType or FaultCode.BadName or FaultCode.BadLink);
        }
    }
}
