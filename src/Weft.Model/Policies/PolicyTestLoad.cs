using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What came of reading a table of policy tests.</summary>
public sealed record PolicyTestLoad
{
    /// <summary>The fabric file as written there.</summary>
    public string FabricPath { get; init; } = "";

    /// <summary>Empty when there are faults.</summary>
    public ImmutableArray<PolicyCase> Cases { get; init; } = [];

    public required ImmutableArray<Fault> Faults { get; init; }

    internal MapReader Root { get; init; }
}
