namespace Weft.Cli;

/// <summary>How <c>weft path</c> answers.</summary>
/// <param name="Minimal">The names of the hops alone.</param>
/// <param name="Json">One JSON document.</param>
internal readonly record struct PathOutput(bool Minimal, bool Json);
