namespace Weft.Model;

/// <summary>A rule of a fabric; number 0 stands for what no rule allows.</summary>
public readonly record struct PolicyRuleKey(PolicyId Policy, PolicyDirection Direction, int Number);
