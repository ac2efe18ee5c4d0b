using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>One line of a table of policy tests: every sender with every receiver by every service, in each family that both have.</summary>
public sealed record PolicyCase
{
    public required string Name { get; init; }

    /// <summary>Names and addresses.</summary>
    public required ImmutableArray<string> From { get; init; }

    public required ImmutableArray<string> To { get; init; }

    public required ImmutableArray<PolicyService> Services { get; init; }

    /// <summary>True when all of it must pass, false when all of it must be denied.</summary>
    public required bool IsAllowed { get; init; }

    /// <summary>The line of the file, from 1.</summary>
    public required int Line { get; init; }
}
