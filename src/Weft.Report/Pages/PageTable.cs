namespace Weft.Report;

/// <summary>Writes a table row by row.</summary>
internal sealed class PageTable
{
    private readonly MarkupWriter _page;
    private readonly bool[] _isNumber;

    /// <summary>Begins a table. A column whose head ends with "#" holds numbers, which stand at the right.</summary>
    public PageTable(MarkupWriter page, string caption, params ReadOnlySpan<string> heads)
    {
        _page = page;
        _isNumber = new bool[heads.Length];
        page.Open("div", ("class", "wide"), ("tabindex", "0")).Open("table").Element("caption", caption).Open("thead").Open("tr");
        for (int i = 0; i < heads.Length; i++)
        {
            _isNumber[i] = heads[i].EndsWith('#');
            page.Element("th", heads[i].TrimEnd('#'), ("scope", "col"), ("class", _isNumber[i] ? "n" : "t"));
        }

        page.Close().Close().Open("tbody").Line();
    }

    /// <summary>Adds a row.</summary>
    /// <param name="kind">The class of the row; may be empty.</param>
    /// <param name="cells">As many as there are columns.</param>
    public void Row(string kind, params ReadOnlySpan<string> cells)
    {
        if (cells.Length != _isNumber.Length)
        {
            throw new InvalidOperationException($"{cells.Length} cells in a table of {_isNumber.Length} columns");
        }

        _page.Open("tr", ("class", kind));
        for (int i = 0; i < cells.Length; i++)
        {
            _page.Element("td", cells[i], ("class", _isNumber[i] ? "n" : "t"));
        }

        _page.Close().Line();
    }

    /// <summary>Ends the table.</summary>
    public void Close() => _page.Close().Close().Close().Line();
}
