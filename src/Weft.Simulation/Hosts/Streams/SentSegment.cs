using Weft.Model;

namespace Weft.Simulation;

/// <summary>A segment that is not acknowledged yet.</summary>
/// <param name="Position">Of its first octet in the stream.</param>
/// <param name="Length">Its octets.</param>
/// <param name="SentAt">When it left last.</param>
/// <param name="IsRepeated">True when its octets had been sent before: its answer measures nothing (Karn's rule).</param>
internal readonly record struct SentSegment(long Position, int Length, Instant SentAt, bool IsRepeated)
{
    public long End => Position + Length;
}
