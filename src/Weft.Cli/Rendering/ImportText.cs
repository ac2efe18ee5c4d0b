using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Renders what became of an imported topology: a line for everything that was not simply taken over, what the fabric file misses, and a count.</summary>
internal static class ImportText
{
    /// <summary>Notes shown unless all are asked for.</summary>
    public const int ShownNotes = 50;

    /// <param name="path">The topology's path.</param>
    /// <param name="output">What the fabric file is called.</param>
    /// <param name="result">What came of the import.</param>
    /// <param name="showAll">Show every note.</param>
    public static string Render(string path, string output, TopologyImportResult result, bool showAll)
    {
        StringBuilder text = new();
        int shown = showAll ? result.Notes.Length : Math.Min(ShownNotes, result.Notes.Length);
        foreach (TopologyNote note in result.Notes.Take(shown))
        {
            text.Append($"{path}:{note.Span}: {Word(note.Kind)}: {note.What}: {note.Why}\n");
        }

        int more = result.Notes.Length - shown + result.MoreNotes;
        if (more > 0)
        {
            text.Append($"and {more} more{(result.Notes.Length > shown ? ", --all shows them" : "")}\n");
        }

        foreach (Fault fault in result.Missing)
        {
            text.Append($"{output}:{fault.Span}: {(fault.Severity == FaultSeverity.Error ? "missing" : "warning")}[{fault.Code.Text()}]: {fault.Message}: {fault.Cure}\n");
        }

        return text.Append(Summary(path, output, result)).ToString();
    }

    /// <summary>0: the whole network was taken over; 1: nothing was written, or what was does not pass <c>weft check</c>; 4: a part was lost.</summary>
    public static int ExitOf(TopologyImportResult result) =>
        result.Fabric is null ? ExitCode.No : result.Count(TopologyNoteKind.Lost) > 0 ? ExitCode.Partial : ExitCode.Yes;

    private static string Summary(string path, string output, TopologyImportResult result)
    {
        string counts = string.Join(", ", new[] { TopologyNoteKind.Fault, TopologyNoteKind.Lost, TopologyNoteKind.Changed, TopologyNoteKind.Left }
            .Where(kind => kind != TopologyNoteKind.Fault || result.FabricText is null)
            .Select(kind => kind == TopologyNoteKind.Fault ? Count(result.Count(kind), "error") : $"{result.Count(kind)} {Counted(kind)}"));
        if (result.FabricText is null)
        {
            return $"{path}: nothing is written: {counts}.\n";
        }

        if (result.Fabric is not { } fabric)
        {
            return $"{path}: {counts}. {output} does not pass weft check before what is missing is written.\n";
        }

        return $"{path}: {Count(fabric.Nodes.Length, "node")}, {Count(fabric.Sites.Length, "site")}, {Count(fabric.Links.Length, "link")}, {Count(fabric.Subnets.Length, "subnet")}, "
            + $"{Count(fabric.Hosts.Length, "host")}, {Count(fabric.Outside.Length, "outside router")}; {counts}.\n";
    }

    private static string Word(TopologyNoteKind kind) => kind switch
    {
        TopologyNoteKind.Fault => "error",
        TopologyNoteKind.Lost => "lost",
        TopologyNoteKind.Changed => "changed",
        _ => "left",
    };

    private static string Counted(TopologyNoteKind kind) => kind switch
    {
        TopologyNoteKind.Left => "left out",
        _ => Word(kind),
    };

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
