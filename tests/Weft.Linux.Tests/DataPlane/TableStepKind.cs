namespace Weft.Linux.Tests;

/// <summary>The table of a <see cref="TableStep"/>.</summary>
internal enum TableStepKind
{
    Binding,
    AttachedMac,
    Group,
    Route,
    FabricNeighbor,
}
