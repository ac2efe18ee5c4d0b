using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What came of reading another tool's topology.</summary>
public sealed record TopologyImportResult
{
    /// <summary>The format that the text was read as; null when nobody could tell.</summary>
    public required TopologyFormat? Format { get; init; }

    /// <summary>The fabric file; null when the topology has faults.</summary>
    public required string? FabricText { get; init; }

    /// <summary>The fabric that <see cref="FabricText"/> loads as; null while something is missing.</summary>
    public Fabric? Fabric { get; init; }

    /// <summary>What was not simply taken over, in the order of the topology.</summary>
    public required ImmutableArray<TopologyNote> Notes { get; init; }

    /// <summary>Notes beyond those kept in <see cref="Notes"/>.</summary>
    public int MoreNotes { get; init; }

    /// <summary>Faults that the written fabric file still has, each with its cure; the places are in <see cref="FabricText"/>.</summary>
    public ImmutableArray<Fault> Missing { get; init; } = [];

    /// <summary>Number of notes of a kind among those kept.</summary>
    public int Count(TopologyNoteKind kind) => Notes.Count(note => note.Kind == kind);
}
