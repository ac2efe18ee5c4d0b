using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The value of TLV 240 (RFC 5303 section 3.1).</summary>
/// <remarks><code>
/// 0       1                5             11
/// | state | circuit id (4) | system (6)  | neighbour's circuit id (4) |   1, 5, 11 or 15 octets
/// </code></remarks>
/// <param name="State">The sender's state.</param>
/// <param name="CircuitId">The sender's extended local circuit id; null when absent.</param>
/// <param name="Neighbor">The system that the sender hears; null when it hears none.</param>
/// <param name="NeighborCircuitId">The circuit id that it hears; 0 is a value like any other.</param>
public readonly record struct ThreeWayAdjacency(AdjacencyState State, uint? CircuitId, SystemId? Neighbor, uint? NeighborCircuitId)
{
    /// <summary>The longest form, in octets.</summary>
    public const int MaximumLength = 15;

    /// <summary>Reads the value; false when the length or the state is not one of the standard's.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out ThreeWayAdjacency adjacency)
    {
        adjacency = default;
        if (value.Length is not (1 or 5 or 11 or 15) || value[0] > (byte)AdjacencyState.Down)
        {
            return false;
        }

        adjacency = new ThreeWayAdjacency(
            (AdjacencyState)value[0],
            value.Length >= 5 ? BinaryPrimitives.ReadUInt32BigEndian(value[1..]) : null,
            value.Length >= 11 ? SystemId.Read(value[5..]) : null,
            value.Length >= 15 ? BinaryPrimitives.ReadUInt32BigEndian(value[11..]) : null);
        return true;
    }

    /// <summary>Writes the value; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        destination[0] = (byte)State;
        if (CircuitId is not uint circuitId)
        {
            return 1;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], circuitId);
        if (Neighbor is not SystemId neighbor)
        {
            return 5;
        }

        neighbor.Write(destination[5..]);
        if (NeighborCircuitId is not uint neighborCircuitId)
        {
            return 11;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination[11..], neighborCircuitId);
        return MaximumLength;
    }
}
