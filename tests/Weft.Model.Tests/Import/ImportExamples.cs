using Weft.Testing;

namespace Weft.Model.Tests;

/// <summary>The topologies of other tools that the tests import.</summary>
internal static class ImportExamples
{
    public const string Folder = "tests/data/import/";

    public static IReadOnlyList<string> Paths { get; } =
        [.. Repository.Files.Where(path => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".yml", StringComparison.Ordinal))];

    public static TopologyImportResult Import(string path) => TopologyImport.Import(Repository.Read(path), name: Path.GetFileName(path).Split('.')[0]);

    /// <summary>The fabric of a text that must have no faults.</summary>
    public static Fabric Fabric(string text)
    {
        TopologyImportResult result = TopologyImport.Import(text);
        Assert.DoesNotContain(result.Notes, note => note.Kind == TopologyNoteKind.Fault);
        Assert.DoesNotContain(result.Missing, fault => fault.Severity == FaultSeverity.Error);
        return result.Fabric!;
    }
}
