namespace Weft.Model;

/// <summary>A word of the file that gives somebody a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rank">How specific the word is: 0 a MAC, 1 a host, 2 a group.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct PolicyTarget(DraftPolicy Policy, int Rank, SourceSpan Span);
