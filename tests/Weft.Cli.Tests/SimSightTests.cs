using System.Text.Json;
using System.Xml.Linq;
using Weft.Testing;

namespace Weft.Cli.Tests;

public sealed class SimSightTests : IDisposable
{
    private static readonly XNamespace s_html = "http://www.w3.org/1999/xhtml";

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-sight-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_becomes_a_page_with_the_same_document_in_it()
    {
        string page = Path.Combine(_folder, "new", "report.html");
        (int exit, string output, string error) = WeftProcess.RunAt(Repository.Root, "sim", "run", "two-dc", "--story", "hot-move-silent", "--html", page, "--json");
        Assert.True(exit == 0, error);
        Assert.Contains($"report {page}", error, StringComparison.Ordinal);
        XElement root = XDocument.Load(page).Root!;
        using JsonDocument inside = JsonDocument.Parse(root.Descendants(s_html + "script").Single().Value);
        using JsonDocument printed = JsonDocument.Parse(output);
        Assert.True(JsonElement.DeepEquals(printed.RootElement, inside.RootElement));
        string[] heads = [.. root.Descendants(s_html + "h3").Select(head => head.Value)];
        Assert.Equal(["Claims", "Timeline", "Flows", "Paths before, during and after", "Moves, blow by blow", "Again"], heads);
        Assert.True(new FileInfo(page).Length < 300_000, $"{new FileInfo(page).Length} octets for one story");
    }

    [Fact]
    public void Each_move_is_printed_as_a_sequence()
    {
        (int exit, string output, string error) = WeftProcess.RunAt(Repository.Root, "sim", "run", "two-dc", "--story", "hot-move-silent", "--sequence");
        Assert.True(exit == 0, error);
        Assert.Contains("move of vm-b from leaf2:swp1 to leaf4:swp3", output, StringComparison.Ordinal);
        Assert.Matches(@"\+\d+\.\d+ .*@.*  10\.1\.0\.12 .* moved from leaf2 to swp3, epoch 2", output);
        Assert.Matches(@"\+\d+\.\d+ .*o[-+]*>.*  claim of leaf4: 10\.1\.0\.12", output);
    }

    [Fact]
    public void Links_are_captured()
    {
        string cable = Path.Combine(_folder, "cable.pcap");
        string port = Path.Combine(_folder, "port.pcap");
        (int exit, string _, string error) = WeftProcess.RunAt(
            Repository.Root, "sim", "run", "two-dc", "--story", "hot-move-silent", "--pcap", $"leaf2-spine1={cable}", "--pcap", $"leaf2:swp1={port}");
        Assert.True(exit == 0, error);
        Assert.All([cable, port], file => Assert.True(new FileInfo(file).Length > 100_000, $"{file} has {new FileInfo(file).Length} octets"));
    }

    [Theory]
    [InlineData(2, "LINK=FILE", "leaf2-spine1")]
    [InlineData(2, "LINK=FILE", "=file.pcap")]
    [InlineData(5, "nobody-here is neither a link nor a port of two-dc", "nobody-here=file.pcap")]
    public void A_capture_that_cannot_be_is_refused(int expected, string said, string pcap)
    {
        string text = pcap.Replace("file.pcap", Path.Combine(_folder, "file.pcap"), StringComparison.Ordinal);
        (int exit, string _, string error) = WeftProcess.RunAt(Repository.Root, "sim", "run", "two-dc", "--story", "hot-move-silent", "--pcap", text);
        Assert.Equal(expected, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }
}
