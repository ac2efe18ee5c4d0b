using Weft.Model;
using Weft.Testing;

namespace Weft.Cli.Tests;

/// <summary>What <c>weft import</c> prints, writes and returns.</summary>
public sealed class ImportTests
{
    private const string Whole = "nodes: [leaf1, spine1]\nlinks: [leaf1-spine1]\n";
    private const string Partial = "nodes: [leaf1, spine1]\nlinks:\n- { leaf1: , spine1: , tc.delay: 10ms }\n";
    private const string Wrong = "nodes: [leaf1, spine1]\nlinks: [leaf1-spine2]\n";
    private const string Incomplete = "nodes: [leaf1, isp]\nlinks:\n- { leaf1: , isp: , prefix: 10.0.0.0/30 }\nvlans: { red: { id: 10, prefix: 10.0.0.0/24 } }\n";

    [Fact]
    public void The_fabric_goes_to_standard_output_and_the_rest_to_standard_error()
    {
        (int exit, string output, string error) = WeftProcess.Run(Partial, "import", "-");
        Assert.Equal(ExitCode.Partial, exit);
        Assert.Empty(FabricFile.Load(output).Faults);
        Assert.Equal(
            """
            <stdin>:3:24: lost: `tc` of a link: a fabric file has no delay and loss; a story or the lab adds them
            <stdin>: 2 nodes, 1 site, 1 link, 0 subnets, 0 hosts, 0 outside routers; 1 lost, 0 changed, 0 left out.

            """,
            error);
    }

    [Fact]
    public void The_exit_code_tells_whole_partial_wrong_and_no_file_apart()
    {
        Assert.Equal(ExitCode.Yes, WeftProcess.Run(Whole, "import", "-").Exit);
        Assert.Equal(ExitCode.No, WeftProcess.Run(Wrong, "import", "-").Exit);
        Assert.Equal(ExitCode.Usage, WeftProcess.Run("", "import", "no-such-file.yml").Exit);
        Assert.Equal(ExitCode.Usage, WeftProcess.Run("", "import").Exit);
        Assert.Equal(ExitCode.Usage, WeftProcess.Run(Whole, "import", "-", "--from", "gns3").Exit);
        Assert.Equal(ExitCode.No, WeftProcess.Run(Whole, "import", "-", "--from", "containerlab").Exit);
    }

    [Fact]
    public void A_wrong_topology_writes_nothing_and_says_where_and_what_instead()
    {
        (_, string output, string error) = WeftProcess.Run(Wrong, "import", "-");
        Assert.Empty(output);
        Assert.StartsWith("<stdin>:2:9: error: a link names `spine2`, which is neither a node nor a key that a link has: did you mean `spine1`? nodes: leaf1, spine1\n", error, StringComparison.Ordinal);
        Assert.EndsWith("<stdin>: nothing is written: 1 error, 0 lost, 0 changed, 0 left out.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_written_fabric_misses_is_told_with_its_cure()
    {
        (int exit, string output, string error) = WeftProcess.Run(Incomplete, "import", "-");
        Assert.Equal(ExitCode.No, exit);
        Fault fault = Assert.Single(FabricFile.Load(output).Faults, fault => fault.Severity == FaultSeverity.Error);
        Assert.Contains($"the fabric file:{fault.Span}: missing[W0330]: {fault.Message}: {fault.Cure}\n", error, StringComparison.Ordinal);
        Assert.EndsWith("the fabric file does not pass weft check before what is missing is written.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_there_is_written_over_only_when_forced()
    {
        string folder = Directory.CreateTempSubdirectory("weft-import").FullName;
        try
        {
            string path = Path.Combine(folder, "fabric.yaml");
            Assert.Equal(ExitCode.Yes, WeftProcess.Run(Whole, "import", "-", "-o", path).Exit);
            string first = File.ReadAllText(path);
            (int exit, string output, string error) = WeftProcess.Run(Partial, "import", "-", "-o", path);
            Assert.Equal((ExitCode.Usage, "", first), (exit, output, File.ReadAllText(path)));
            Assert.Contains("--force", error, StringComparison.Ordinal);
            Assert.Equal(ExitCode.Partial, WeftProcess.Run(Partial, "import", "-", "-o", path, "--force").Exit);
            Assert.Equal(ExitCode.Usage, WeftProcess.Run(Whole, "import", "-", "-o", Path.Combine(folder, "none", "fabric.yaml")).Exit);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void At_most_fifty_lines_are_shown_unless_all_are_asked_for()
    {
        string text = "nodes:\n" + string.Concat(Enumerable.Range(1, 62).Select(n => $"  leaf{n}: {{ box: x }}\n"));
        TopologyImportResult result = TopologyImport.Import(text);
        string shown = ImportText.Render("a.yml", "the fabric file", result, showAll: false);
        Assert.Equal(50, shown.Split(": left: ").Length - 1);
        Assert.Contains("and 12 more, --all shows them\n", shown, StringComparison.Ordinal);
        Assert.Equal(62, ImportText.Render("a.yml", "the fabric file", result, showAll: true).Split(": left: ").Length - 1);
    }

    [Fact]
    public void A_topology_without_a_name_has_that_of_its_file_or_its_folder()
    {
        string folder = Directory.CreateTempSubdirectory("weft-import").FullName;
        try
        {
            string named = Path.Combine(folder, "two-racks.clab.yml");
            string general = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "my-lab")).FullName, "topology.yml");
            File.WriteAllText(named, "topology: { nodes: { leaf1: { kind: ceos } } }\n");
            File.WriteAllText(general, "nodes: [leaf1]\n");
            Assert.Contains("\nfabric: two-racks\n", WeftProcess.Run("", "import", named).Output, StringComparison.Ordinal);
            Assert.Contains("\nfabric: my-lab\n", WeftProcess.Run("", "import", general).Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_lines_of_the_page_are_what_the_command_says()
    {
        string page = Repository.Read("docs/import.md");
        TopologyImportResult result = TopologyImport.Import(Repository.Read("tests/data/import/campus.netlab.yml"));
        string[] said = ImportText.Render("campus.yml", "the fabric file", result, showAll: true).Split('\n');
        string[] shown = [.. page.Split('\n').Where(line => line.StartsWith("    campus.yml", StringComparison.Ordinal)).Select(line => line.Trim())];
        Assert.Equal(3, shown.Length);
        Assert.All(shown, line => Assert.Contains(line, said));
    }
}
