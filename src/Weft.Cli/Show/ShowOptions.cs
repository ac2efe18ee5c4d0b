namespace Weft.Cli;

/// <summary>How a table is shown.</summary>
/// <param name="Json">As one JSON document.</param>
/// <param name="Wide">With every column.</param>
/// <param name="Utc">Times as stamps instead of ages.</param>
/// <param name="Sort">A column's title, with '-' in front for the largest first; null for the table's own order.</param>
/// <param name="Width">Widest line, or 0 for no limit.</param>
/// <param name="Detail">With everything of every row.</param>
internal sealed record ShowOptions(bool Json, bool Wide, bool Utc, string? Sort, int Width, bool Detail);
