using System.Text;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Renders what is known about one fault code.</summary>
internal static class FaultHelp
{
    private const int Width = 96;

    public static string Render(FaultInfo info, Paint paint)
    {
        string severity = info.Severity == FaultSeverity.Error ? paint.Red("error") : paint.Yellow("warning");
        StringBuilder text = new();
        text.Append($"{paint.Bold(info.Code.Text())} {severity}: {paint.Bold(info.Title)}\n\n{Wrap(info.Why)}\n\n");
        text.Append($"wrong\n{Indent(info.Failing)}\n\n");
        CheckedFile example = new("example.yaml", info.Failing, FabricFile.Load(info.Failing));
        text.Append($"says\n{Indent(FirstFault(new FaultText(Paint.None).Render(example, showAll: true)))}\n\n");
        text.Append($"right\n{Indent(info.Cured)}\n");
        return text.ToString();
    }

    /// <summary>The rendering of the first fault: the rest, and the summary after an empty line, tell a reader nothing more.</summary>
    private static string FirstFault(string rendered)
    {
        string faults = rendered.Split("\n\n", 2)[0];
        string[] lines = faults.TrimEnd('\n').Split('\n');
        int end = Array.FindIndex(lines, 1, line => line.StartsWith("error[", StringComparison.Ordinal) || line.StartsWith("warning[", StringComparison.Ordinal));
        return string.Join('\n', end < 0 ? lines : lines[..end]);
    }

    private static string Indent(string text) => string.Join('\n', text.Split('\n').Select(line => $"    {line}"));

    private static string Wrap(string text)
    {
        StringBuilder wrapped = new();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                wrapped.Append('\n');
                column = 0;
            }

            wrapped.Append(column > 0 ? " " : "").Append(word);
            column += word.Length + (column > 0 ? 1 : 0);
        }

        return wrapped.ToString();
    }
}
