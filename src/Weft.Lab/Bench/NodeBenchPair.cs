namespace Weft.Lab;

/// <summary>Packets per second through the daemon's leaf and, right before or after, through the bare one.</summary>
internal readonly record struct NodeBenchPair(double Weft, double Bare)
{
    /// <summary>How much of the bare leaf's rate the daemon's leaf reaches, sender and receiver included.</summary>
    internal double Ratio => Weft / Bare;

    /// <summary>
    /// The same for the leaf alone. Sender, leaf and receiver share one processor, one packet after the other, so the leaf's time
    /// for a packet is the whole time less that of sending and receiving without a leaf between.
    /// </summary>
    /// <param name="withoutLeaf">Packets per second over a cable from sender to receiver; above both rates.</param>
    internal double LeafRatio(double withoutLeaf) => ((1 / Bare) - (1 / withoutLeaf)) / ((1 / Weft) - (1 / withoutLeaf));
}
