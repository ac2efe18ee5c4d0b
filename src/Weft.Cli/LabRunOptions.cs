namespace Weft.Cli;

/// <summary>The options of <c>weft lab run</c>.</summary>
/// <param name="Stories">Names of stories; empty means all of the fabric.</param>
/// <param name="Json">One JSON document instead of text.</param>
/// <param name="Seed">Kept in the report.</param>
/// <param name="Verbose">Show plain commands.</param>
/// <param name="Record">Have every daemon record what goes in and out.</param>
/// <param name="Tables">Put the tables of all nodes at the end of each story into the document.</param>
internal sealed record LabRunOptions(string[] Stories, bool Json, long Seed, bool Verbose, bool Record, bool Tables)
{
    /// <summary>Where the page of the run goes; null for none.</summary>
    public string? Html { get; init; }

    /// <summary>Print each move as a sequence diagram.</summary>
    public bool Sequence { get; init; }
}
