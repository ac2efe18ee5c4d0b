using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What came of reading a fabric file.</summary>
public sealed record FabricLoad
{
    /// <summary>The fabric; null when there is an error. Warnings leave it usable.</summary>
    public required Fabric? Fabric { get; init; }

    /// <summary>Every fault, in the order of the file.</summary>
    public required ImmutableArray<Fault> Faults { get; init; }

    /// <summary>Nodes, subnets and hosts that were read, right or wrong; tells a reader that the whole file was looked at.</summary>
    public required int ItemsRead { get; init; }

    public int ErrorCount => Faults.Count(fault => fault.Severity == FaultSeverity.Error);

    public int WarningCount => Faults.Length - ErrorCount;
}
