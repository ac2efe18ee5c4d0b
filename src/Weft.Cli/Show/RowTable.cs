using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Cli;

/// <summary>A table of rows of one kind.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it shows.</param>
/// <param name="rows">Takes the rows out of a report.</param>
/// <param name="put">Puts rows into a report.</param>
/// <param name="columns">The columns; the argument tells to show times as stamps.</param>
/// <param name="count">What the last line says of the rows.</param>
internal sealed class RowTable<T>(
    string name,
    string description,
    Func<NodeReport, ImmutableArray<T>?> rows,
    Func<NodeReport, ImmutableArray<T>, NodeReport> put,
    Func<bool, Column<T>[]> columns,
    Func<ImmutableArray<T>, string> count) : ShowTable
{
    public override string Name => name;

    public override string Command => CommandName ?? name;

    /// <summary>The name on the command line where it is not the API's.</summary>
    public string? CommandName { get; init; }

    /// <summary>Text below each row, where the table has any.</summary>
    public Func<T, IEnumerable<string>>? Below { get; init; }

    public override string Description => description;

    public override IEnumerable<string> Titles => columns(false).Select(column => column.Title);

    /// <summary>Which rows of a node are joined with those of others; all when null. The first argument is the node.</summary>
    public Func<string?, T, bool>? IsOwn { get; init; }

    /// <summary>The order of joined rows.</summary>
    public Comparison<T>? Order { get; init; }

    public override NodeReport Join(IReadOnlyList<NodeReport> reports)
    {
        if (reports.Count == 1)
        {
            return reports[0];
        }

        List<T> all = [.. reports.SelectMany(report => RowsOf(report).Where(row => IsOwn is null || IsOwn(report.Node, row)))];
        if (Order is not null)
        {
            all = [.. all.Order(Comparer<T>.Create(Order))];
        }

        return put(new NodeReport { Format = ApiFormat.Of(name), At = reports.Min(report => report.At) }, [.. all]);
    }

    public override string Render(NodeReport report, ShowOptions options, Paint paint)
    {
        Column<T>[] shown = columns(options.Utc);
        IEnumerable<T> sorted = RowsOf(report);
        if (options.Sort is { } sort)
        {
            Column<T> key = shown.First(column => string.Equals(column.Title, sort.TrimStart('-'), StringComparison.OrdinalIgnoreCase));
            sorted = sort.StartsWith('-') ? sorted.OrderByDescending(key.KeyOf) : sorted.OrderBy(key.KeyOf);
        }

        List<T> ordered = [.. sorted];
        string text = TextTable.Render(shown, ordered, options.Width, options.Wide, paint);
        return Below is null ? text : Interleave(text, ordered);
    }

    // Line 0 is the heading, and each row is one line.
    private string Interleave(string table, List<T> ordered)
    {
        string[] lines = table.Split('\n');
        return string.Concat(lines[..(ordered.Count + 1)].Select((line, i) =>
            line + "\n" + (i == 0 ? "" : string.Concat(Below!(ordered[i - 1]).Select(more => $"    {more}\n")))));
    }

    public override string Count(NodeReport report) => count(RowsOf(report));

    private ImmutableArray<T> RowsOf(NodeReport report) => rows(report) ?? [];
}
