using System.Buffers;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Frames that wait for a neighbour's MAC. When they are too many, the oldest go.</summary>
internal sealed class PacketQueue
{
    /// <summary>What the kernel counts for a small packet beside its own octets.</summary>
    private const int Overhead = 512;

    private readonly Queue<(byte[] Buffer, int Length)> _frames = new();
    private int _cost;

    public int Count => _frames.Count;

    /// <summary>Keeps a copy of a frame; returns how many older ones had to go.</summary>
    public int Add(ReadOnlySpan<byte> frame)
    {
        int dropped = 0;
        int cost = CostOf(frame.Length);
        while (_frames.Count > 0 && _cost + cost > NeighborTiming.QueueOctets)
        {
            Drop();
            dropped++;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(buffer);
        _frames.Enqueue((buffer, frame.Length));
        _cost += cost;
        return dropped;
    }

    /// <summary>Sends everything to the MAC that was waited for.</summary>
    public void Release(MacAddress mac, IHostEffects effects)
    {
        // What is sent may come back at once and wait anew: only those that are here now go.
        for (int count = _frames.Count; count > 0; count--)
        {
            (byte[] buffer, int length) = _frames.Dequeue();
            _cost -= CostOf(length);
            mac.Write(buffer);
            effects.Send(buffer.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Forgets everything; returns how much it was.</summary>
    public int Clear()
    {
        int count = _frames.Count;
        while (_frames.Count > 0)
        {
            Drop();
        }

        return count;
    }

    private void Drop()
    {
        (byte[] buffer, int length) = _frames.Dequeue();
        _cost -= CostOf(length);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static int CostOf(int length) => Overhead + ((length + 255) / 256 * 256);
}
