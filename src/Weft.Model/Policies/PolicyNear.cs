namespace Weft.Model;

/// <summary>The rule that would most nearly have allowed what was denied.</summary>
public sealed record PolicyNear(PolicyRule Rule, PolicyDifference Difference);
