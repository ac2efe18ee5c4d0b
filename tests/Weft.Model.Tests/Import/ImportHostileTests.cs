using System.Text;

namespace Weft.Model.Tests;

/// <summary>What is too much is refused with a place, or bounded; nothing hangs and nothing blows up.</summary>
public sealed class ImportHostileTests
{
    [Theory]
    [InlineData("nodes: [a, b]\nlinks: [", "this is not YAML")]
    [InlineData("topology: {", "1:11")]
    [InlineData("", "the file is empty")]
    [InlineData("[1, 2]", "neither a netlab nor a containerlab topology")]
    [InlineData("x: 1\n", "neither a netlab nor a containerlab topology")]
    [InlineData("nodes: 7\n", "it must be a list or a mapping")]
    [InlineData("nodes: [a]\nlinks: 7\n", "it must be a list")]
    [InlineData("nodes: [a, a]\n", "it is there twice, first in line 1")]
    [InlineData("nodes: []\n", "the topology has no switch")]
    [InlineData("topology: { nodes: { a: { kind: ceos } }, links: [{ endpoints: [a] }] }", "a link has two endpoints")]
    [InlineData("topology: { nodes: { a: { kind: ceos } }, links: [{ endpoints: [a, a] }] }", "write the node and its interface, as in `leaf1:eth1`")]
    [InlineData("topology: { nodes: { a: { kind: [ceos] } } }", "it must be one value, but here is a list")]
    [InlineData("nodes: { a: { id: 1, id: 2 } }", "it is given twice")]
    [InlineData("nodes: { a: { bgp.as: x } }", "it must be a whole number, 1 to 4294967294")]
    [InlineData("a: &a { b: *a }\nnodes: [a]\n", "no anchor `&a` stands before this alias")]
    public void Wrong_input_is_an_error_with_its_place(string text, string said)
    {
        TopologyImportResult result = TopologyImport.Import(text);
        Assert.Null(result.FabricText);
        Assert.Contains(result.Notes, note => note.Kind == TopologyNoteKind.Fault && note.ToString().Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nodes: [a]\nlinks: [a]\naddressing: { lan: { ipv6: '::/0', ipv4: 0.0.0.0/0 } }\nvlans: { x: { prefix: { ipv6: '::/0' } } }\n")]
    [InlineData("nodes: [a]\nlinks: [a, { a: , prefix: 0.0.0.0/0 }, { a: , prefix: 10.0.0.1/32 }, { a: , prefix: 224.0.0.0/4 }]\n")]
    [InlineData("nodes: [a, b]\nlinks: [a-a, a-a-a, a-b-a]\n")]
    [InlineData("nodes: [a, b]\ngroups: { g: [h, a], h: [g, b] }\nlinks: [a-b]\n")]
    public void Strange_input_ends(string text) => Assert.DoesNotContain(TopologyImport.Import(text).Notes, note => note.Kind == TopologyNoteKind.Fault);

    [Fact]
    public void Aliases_of_aliases_and_deep_files_are_bounded()
    {
        string wide = "nodes: [a]\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 12).Select(n => $"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}, *a{n - 1}]\n"));
        Assert.Null(TopologyImport.Import(wide).FabricText);
        Assert.Null(TopologyImport.Import("nodes: " + new string('[', 100_000)).FabricText);
        Assert.NotNull(TopologyImport.Import($"nodes: [a]\n{string.Join('.', Enumerable.Repeat("x", 400))}: 1\n").FabricText);
    }

    [Fact]
    public void Merges_of_merges_are_walked_once()
    {
        StringBuilder text = new("topology:\n  nodes:\n    n0: &n0 { kind: ceos, <<: { group: g } }\n");
        for (int i = 1; i < 20; i++)
        {
            text.Append($"    n{i}: &n{i} {{ <<: *n{i - 1} }}\n");
        }

        Assert.Equal(20, ImportExamples.Fabric(text.ToString()).Nodes.Length);
    }

    [Fact]
    public void A_thousand_of_one_name_all_get_names()
    {
        Fabric fabric = ImportExamples.Fabric("nodes: [\"1\", " + string.Join(", ", Enumerable.Range(0, 3_000).Select(n => $"\"{(char)(0x4E00 + n)}\"")) + "]\nlinks: []\n");
        Assert.Equal(3_001, fabric.Nodes.Select(node => node.Name).Distinct().Count());
    }

    [Fact]
    public void More_notes_than_anybody_reads_are_counted_only()
    {
        TopologyImportResult result = TopologyImport.Import("nodes: [a]\n" + string.Concat(Enumerable.Range(0, 12_000).Select(n => $"k{n}: 1\n")));
        Assert.Equal(12_000, result.Notes.Length + result.MoreNotes);
        Assert.True(result.MoreNotes > 0);
    }

    [Fact]
    public void A_segment_of_too_many_switches_and_too_many_subnets_are_refused()
    {
        string names = string.Join(", ", Enumerable.Range(0, 300).Select(n => $"r{n}"));
        Assert.Contains(TopologyImport.Import($"nodes: [{names}]\nlinks: [[{names}]]\n").Notes, note => note.What == "segment of 300 switches and routers");
        string stubs = string.Concat(Enumerable.Repeat("- r0\n", 4_100));
        Assert.Contains(TopologyImport.Import($"nodes: [r0]\nlinks:\n{stubs}").Notes, note => note.Kind == TopologyNoteKind.Fault && note.Why.Contains("more than a fabric has VLANs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fabric_of_thousands_is_read_in_one_go()
    {
        StringBuilder text = new("topology:\n  nodes:\n    spine1: { kind: ceos }\n");
        StringBuilder links = new("  links:\n");
        for (int i = 1; i <= 1_000; i++)
        {
            text.Append($"    leaf{i}: {{ kind: ceos }}\n    vm{i}: {{ kind: linux }}\n");
            links.Append($"    - endpoints: [\"leaf{i}:eth1\", \"spine1:eth{i}\"]\n    - endpoints: [\"leaf{i}:eth2\", \"vm{i}:eth1\"]\n");
        }

        Fabric fabric = ImportExamples.Fabric(text.Append(links).ToString());
        Assert.Equal((1_001, 1_000, 1), (fabric.Nodes.Length, fabric.Hosts.Length, fabric.Subnets.Length));
    }
}
