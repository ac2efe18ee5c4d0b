namespace Weft.Cli;

/// <summary>The options of <c>weft sim run</c>.</summary>
/// <param name="Stories">Names of stories; empty means all of the fabric.</param>
/// <param name="Json">One JSON document instead of text.</param>
/// <param name="Seed">Draws the run.</param>
/// <param name="Trace">Where to write every event; null for nowhere.</param>
internal sealed record SimRunOptions(string[] Stories, bool Json, ulong Seed, string? Trace);
