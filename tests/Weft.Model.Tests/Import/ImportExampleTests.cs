using System.Globalization;
using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>Every example topology becomes the fabric file and the notes that stand beside it. WEFT_WRITE_DOCS=1 in the environment writes both again.</summary>
public sealed class ImportExampleTests
{
    public static TheoryData<string> Examples => [.. ImportExamples.Paths];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_becomes_the_fabric_beside_it(string path) => AssertWritten(Beside(path, ".fabric.yaml"), ImportExamples.Import(path).FabricText!);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_gets_the_notes_beside_it(string path) =>
        AssertWritten(Beside(path, ".notes.txt"), string.Concat(ImportExamples.Import(path).Notes.Select(note => string.Create(CultureInfo.InvariantCulture, $"{note}\n"))));

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_fabric_of_an_example_loads_without_any_fault(string path)
    {
        TopologyImportResult result = ImportExamples.Import(path);
        Assert.Empty(result.Missing);
        Assert.NotNull(result.Fabric);
        Assert.Empty(FabricFile.Load(result.FabricText!).Faults);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_key_that_nobody_knows_is_listed_with_its_place(string path)
    {
        string text = "no-such-key: { deep: 1 }\n" + Repository.Read(path);
        TopologyNote note = Assert.Single(TopologyImport.Import(text).Notes, note => note.What.Contains("no-such-key", StringComparison.Ordinal));
        Assert.Equal((new SourceSpan(1, 1, 11), TopologyNoteKind.Lost), (note.Span, note.Kind));
    }

    private static string Beside(string path, string ending) => path[..^".yml".Length] + ending;

    private static void AssertWritten(string path, string written)
    {
        if (Environment.GetEnvironmentVariable("WEFT_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, path), written);
        }

        Assert.Equal(Repository.Read(path), written);
    }
}
