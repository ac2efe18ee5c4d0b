using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>The tables of docs/import.md are those of the code.</summary>
public sealed class ImportReferenceTests
{
    private const string Path = "docs/import.md";
    private const string Heading = "## Every key\n";

    [Fact]
    public void The_tables_of_the_page_are_those_that_the_readers_use()
    {
        string page = Repository.Read(Path);
        int at = page.IndexOf(Heading, StringComparison.Ordinal) + Heading.Length;
        Assert.True(at > Heading.Length, $"{Path} has no heading {Heading}");
        string written = page[..at] + TopologyReference.Write();
        if (Environment.GetEnvironmentVariable("WEFT_WRITE_DOCS") == "1")
        {
            File.WriteAllText(System.IO.Path.Combine(Repository.Root, Path), written);
        }

        Assert.True(Repository.Read(Path) == written, $"{Path} is stale: run the tests of Weft.Model once with WEFT_WRITE_DOCS=1");
    }

    [Fact]
    public void Every_kind_of_mapping_has_its_table() =>
        Assert.Equal(Enum.GetValues<TopologyPlace>().Length, TopologyReference.Write().Split("\n### ").Length - 1);

    [Fact]
    public void No_key_stands_in_a_table_twice() =>
        Assert.Equal(TopologyKeys.All.Length, TopologyKeys.All.Select(key => (key.Place, key.Name)).Distinct().Count());
}
