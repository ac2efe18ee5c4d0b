using System.Text;

namespace Weft.Cli;

/// <summary>Lays rows out in columns. A row is one line and is never wrapped; columns give way when the width is not enough.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>Renders the table.</summary>
    /// <param name="columns">From left to right.</param>
    /// <param name="rows">In order.</param>
    /// <param name="width">Widest line, or 0 for no limit (a pipe).</param>
    /// <param name="wide">Show the wide columns too.</param>
    /// <param name="paint">For the heading.</param>
    public static string Render<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows, int width, bool wide, Paint paint)
    {
        List<Column<T>> shown = [.. columns.Where(column => wide || column.Rank != Column<T>.WideOnly)];
        List<string[]> cells = Cells(shown, rows);
        while (!wide && width > 0 && Width(cells) > width && shown.Any(column => column.Rank > 0))
        {
            shown.Remove(shown.MaxBy(column => column.Rank)!);
            cells = Cells(shown, rows);
        }

        int[] widths = [.. Enumerable.Range(0, shown.Count).Select(i => cells.Max(row => row[i].Length))];
        StringBuilder text = new();
        for (int row = 0; row < cells.Count; row++)
        {
            string line = string.Join(Gap, shown.Select((column, i) =>
                column.IsRight ? cells[row][i].PadLeft(widths[i]) : cells[row][i].PadRight(widths[i]))).TrimEnd();
            text.Append(row == 0 ? paint.Bold(line) : line).Append('\n');
        }

        return text.ToString();
    }

    private static List<string[]> Cells<T>(List<Column<T>> columns, IReadOnlyList<T> rows) =>
        [[.. columns.Select(column => column.Title)], .. rows.Select(row => columns.Select(column => column.Text(row)).ToArray())];

    private static int Width(List<string[]> cells) =>
        Enumerable.Range(0, cells[0].Length).Sum(i => cells.Max(row => row[i].Length) + Gap.Length) - Gap.Length;
}
