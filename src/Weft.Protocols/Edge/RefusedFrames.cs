using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>The last frames that were refused: the first of each offender and reason, and one for each event, so that a flood does not wash the others away.</summary>
internal sealed class RefusedFrames
{
    /// <summary>How many are kept.</summary>
    public const int Capacity = 256;

    /// <summary>How much of each, in octets.</summary>
    public const int SnapLength = 256;

    private readonly Queue<RefusedFrame> _frames = new(Capacity);

    /// <summary>The oldest first.</summary>
    public IEnumerable<RefusedFrame> All => _frames;

    public void Add(Instant now, PortIndex port, VlanId tag, ViolationReason reason, ReadOnlySpan<byte> frame)
    {
        if (_frames.Count == Capacity)
        {
            _frames.Dequeue();
        }

        _frames.Enqueue(new RefusedFrame(now, port, tag, reason, frame.Length, frame[..Math.Min(frame.Length, SnapLength)].ToArray()));
    }
}
