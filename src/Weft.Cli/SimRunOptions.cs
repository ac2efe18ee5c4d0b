namespace Weft.Cli;

/// <summary>The options of <c>weft sim run</c>.</summary>
/// <param name="Stories">Names of stories; empty means all of the fabric.</param>
/// <param name="Json">One JSON document instead of text.</param>
/// <param name="Seed">Draws the run.</param>
/// <param name="Trace">Where to write every event; null for nowhere.</param>
/// <param name="Tables">Put the tables of all nodes at the end of each story into the document.</param>
/// <param name="Against">A run of the lab to compare with; null for none.</param>
internal sealed record SimRunOptions(string[] Stories, bool Json, ulong Seed, string? Trace, bool Tables, string? Against)
{
    /// <summary>What is shown beside the text.</summary>
    public SightOptions Sight { get; init; } = SightOptions.None;
}
