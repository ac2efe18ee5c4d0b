using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Renders faults for people: the sentence, the place, the line with a caret, the other party of a conflict, and the cure beside the caret.</summary>
internal sealed class FaultText(Paint paint)
{
    /// <summary>Faults shown of one file unless all are asked for.</summary>
    public const int ShownFaults = 50;

    /// <summary>Longer source lines are shown as a window around the place.</summary>
    private const int LongestLine = 110;

    private const int WindowLead = 40;

    /// <summary>The whole answer for one file.</summary>
    public string Render(CheckedFile file, bool showAll)
    {
        StringBuilder text = new();
        SourceLines lines = new(file.Text);
        int shown = showAll ? file.Load.Faults.Length : Math.Min(ShownFaults, file.Load.Faults.Length);
        foreach (Fault fault in file.Load.Faults.Take(shown))
        {
            RenderFault(text, file.Path, lines, fault);
        }

        if (shown < file.Load.Faults.Length)
        {
            text.Append($"and {file.Load.Faults.Length - shown} more, --all shows them\n");
        }

        text.Append(Summary(file));
        return text.ToString();
    }

    /// <summary>Faults of a file that is no fabric file.</summary>
    public string Render(string path, string source, IEnumerable<Fault> faults)
    {
        StringBuilder text = new();
        SourceLines lines = new(source);
        foreach (Fault fault in faults)
        {
            RenderFault(text, path, lines, fault);
        }

        return text.ToString();
    }

    private void RenderFault(StringBuilder text, string path, SourceLines lines, Fault fault)
    {
        string head = fault.Severity == FaultSeverity.Error ? paint.Red($"error[{fault.Code.Text()}]") : paint.Yellow($"warning[{fault.Code.Text()}]");
        text.Append($"{head}: {paint.Bold(fault.Message)}\n  {path}:{fault.Span}\n");
        List<(SourceSpan Span, char Mark, string Note)> marks = [(fault.Span, '^', fault.Cure), .. fault.Labels.Select(label => (label.Span, '-', label.Text))];
        int width = marks.Max(mark => mark.Span.Line).ToString().Length;
        int? previous = null;
        foreach ((SourceSpan span, char mark, string note) in marks.OrderBy(mark => mark.Span.Line).ThenBy(mark => mark.Mark == '^' ? 1 : 0))
        {
            RenderMark(text, lines[span.Line], span, mark, note, width, isSameLine: previous == span.Line);
            previous = span.Line;
        }
    }

    private void RenderMark(StringBuilder text, string line, SourceSpan span, char mark, string note, int width, bool isSameLine)
    {
        int start = line.Length > LongestLine ? Math.Max(0, Math.Min(span.Column - 1 - WindowLead, line.Length - LongestLine)) : 0;
        if (!isSameLine)
        {
            string visible = line.Length - start > LongestLine ? line.Substring(start, LongestLine) : line[start..];
            text.Append($"  {paint.Blue($"{span.Line.ToString().PadLeft(width)} |")} {Printable(visible)}\n");
        }

        int column = Math.Min(span.Column - 1, line.Length) - start;
        int length = Math.Max(1, Math.Min(span.Length, LongestLine - column));
        string marker = new(mark, length);
        string painted = mark == '^' ? paint.Red($"{marker} {note}") : paint.Blue($"{marker} {note}");
        text.Append($"  {paint.Blue($"{new string(' ', width)} |")} {new string(' ', Math.Max(0, column))}{painted}\n");
    }

    /// <summary>Tabs and control characters take one column each, so that carets stay below what they mean and no file can write to the terminal.</summary>
    private static string Printable(string line) => string.Concat(line.Select(character => char.IsControl(character) ? ' ' : character));

    private static string Summary(CheckedFile file)
    {
        FabricLoad load = file.Load;
        if (load.Faults.IsEmpty && load.Fabric is { } fabric)
        {
            return $"{file.Path}: no faults. {Count(fabric.Nodes.Length, "node")}, {Count(fabric.Sites.Length, "site")}, "
                + $"{Count(fabric.Subnets.Length, "subnet")}, {Count(fabric.Hosts.Length, "host")}.\n";
        }

        FaultCode worst = load.Faults.OrderBy(fault => fault.Severity).ThenByDescending(fault => fault.Code).First().Code;
        return $"\n{Count(load.ErrorCount, "error")}, {Count(load.WarningCount, "warning")}, {load.ItemsRead} nodes, subnets and hosts read. More: weft help {worst.Text()}\n";
    }

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
