namespace Weft.Simulation;

/// <summary>What the explorer sees of a leaf in one state. Leaves that are in the same state are the same object.</summary>
internal sealed class LeafState
{
    /// <summary>Number of the state among those of its leaf.</summary>
    public required int Id { get; init; }

    /// <summary>The state from which it was first reached, and by what; itself for the first.</summary>
    public required int Parent { get; init; }

    public required LeafInput By { get; init; }

    /// <summary>False between a crash and the restart.</summary>
    public required bool IsAlive { get; init; }

    /// <summary>True once the databases of the neighbours are known.</summary>
    public required bool IsSynchronized { get; init; }

    /// <summary>True while a restarted leaf issues no LSP yet; neighbours keep the old one.</summary>
    public required bool IsHeld { get; init; }

    /// <summary>False while a restarted leaf has not seen the LSP of its earlier life.</summary>
    public required bool IsRecovered { get; init; }

    /// <summary>Nanoseconds until its next deadline; -1 for none.</summary>
    public required long Deadline { get; init; }

    /// <summary>What its LSP says.</summary>
    public required ClaimPair Issued { get; init; }

    /// <summary>What its engine claims.</summary>
    public required ClaimPair Own { get; init; }

    /// <summary>What the LSPs of the others say, as far as they have arrived.</summary>
    public required ClaimPair[] Database { get; init; }

    /// <summary>A bit for each leaf that it can reach.</summary>
    public required byte Reach { get; init; }

    /// <summary>For each address a bit for each leaf that it leads to; its own bit when the host is bound here.</summary>
    public required byte[] Winners { get; init; }

    /// <summary>For each address the port that it is bound to, or <see cref="LeafNode.Unbound"/>.</summary>
    public required byte[] BoundPort { get; init; }

    /// <summary>For each address the MAC that it is bound to.</summary>
    public required byte[] BoundMac { get; init; }

    /// <summary>For each address the port where it was given up less than the guard time ago, or <see cref="LeafNode.Unbound"/>.</summary>
    public required byte[] GivenUpPort { get; init; }

    /// <summary>Hosts whose packets the filter does not report, see <see cref="LeafNode.SeenBit"/>.</summary>
    public required ushort Seen { get; init; }
}
