namespace Weft.Wire.Isis;

/// <summary>The state of a three-way adjacency, as TLV 240 carries it (RFC 5303 section 3.1).</summary>
public enum AdjacencyState : byte
{
    Up = 0,
    Initializing = 1,
    Down = 2,
}
