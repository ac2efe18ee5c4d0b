namespace Weft.Lab;

/// <summary>What a running lab made and who runs it; enough to take it down without its fabric file.</summary>
public sealed record LabInventory
{
    /// <summary>The layout of this file; readers refuse another major.</summary>
    public string Format { get; init; } = "weft.lab/1";

    public required string Name { get; init; }

    /// <summary>The fabric file, absolute.</summary>
    public required string FabricFile { get; init; }

    /// <summary>Where logs and captures go, absolute.</summary>
    public required string Output { get; init; }

    /// <summary>The process that holds the lab up.</summary>
    public required ProcessIdentity Owner { get; init; }

    public required IReadOnlyList<OwnedNamespace> Namespaces { get; init; }
}
