using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A neighbour that the node found by asking, or asks for.</summary>
internal sealed class FoundNeighbor(NeighborKey key)
{
    public NeighborKey Key => key;

    /// <summary>Zero until it has answered.</summary>
    public MacAddress Mac { get; set; }

    /// <summary>When it was last heard.</summary>
    public Instant Heard { get; set; }

    /// <summary>When the next question is due; never while none is asked.</summary>
    public Instant Due { get; set; } = Instant.Never;

    /// <summary>Questions asked without an answer.</summary>
    public int Asked { get; set; }

    public List<WaitingPacket> Waiting { get; } = [];
}
