namespace Weft.Simulation;

/// <summary>How many segments a TCP sender may have in flight (RFC 5681, RFC 6582, RFC 6928).</summary>
internal sealed class CongestionWindow
{
    /// <summary>Answers that repeat the last one before a segment is taken for lost.</summary>
    public const int DuplicatesBeforeLoss = 3;

    private const int Initial = 10;
    private const int SmallestThreshold = 2;

    private int _threshold = int.MaxValue;
    private int _grown;
    private int _duplicates;
    private long _recoverUntil = -1;

    /// <summary>Segments that may be in flight.</summary>
    public int Size { get; private set; } = Initial;

    /// <summary>Something new was answered. True when it is only part of what was in flight at a loss, so that the next hole is to be filled.</summary>
    public bool Progress(long acknowledged, int inFlight, int answered)
    {
        _duplicates = 0;
        if (_recoverUntil < 0)
        {
            Grow(inFlight, answered);
            return false;
        }

        if (acknowledged < _recoverUntil)
        {
            return true;
        }

        _recoverUntil = -1;
        Size = _threshold;
        return false;
    }

    /// <summary>The last answer came once more. True when that makes the first segment in flight lost.</summary>
    public bool Duplicate(long next, int inFlight)
    {
        _duplicates++;
        if (_recoverUntil >= 0)
        {
            // Another segment has left the network.
            Size = Math.Min(Size + 1, SentSegments.Limit);
            return false;
        }

        if (_duplicates != DuplicatesBeforeLoss)
        {
            return false;
        }

        _threshold = Math.Max(inFlight / 2, SmallestThreshold);
        Size = _threshold + DuplicatesBeforeLoss;
        _recoverUntil = next;
        return true;
    }

    /// <summary>Nothing was answered in time: all that was in flight counts as lost.</summary>
    public void Timeout(int inFlight)
    {
        _threshold = Math.Max(inFlight / 2, SmallestThreshold);
        Size = 1;
        _duplicates = 0;
        _recoverUntil = -1;
    }

    /// <summary>Slow start, then one segment a round trip; only when the window was the limit.</summary>
    private void Grow(int inFlight, int answered)
    {
        if (Size < _threshold)
        {
            Size = inFlight * 2 > Size ? Math.Min(Size + answered, SentSegments.Limit) : Size;
            return;
        }

        _grown += inFlight >= Size ? answered : 0;
        if (_grown >= Size)
        {
            _grown = 0;
            Size = Math.Min(Size + 1, SentSegments.Limit);
        }
    }
}
