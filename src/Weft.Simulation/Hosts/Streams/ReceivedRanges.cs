namespace Weft.Simulation;

/// <summary>Octets that came before their turn, as ranges in order.</summary>
internal sealed class ReceivedRanges
{
    /// <summary>Most ranges that are kept; what would make another is dropped and must be sent again.</summary>
    public const int Limit = 64;

    private readonly List<(long Start, long End)> _ranges = [];

    /// <summary>Notes octets from <paramref name="start"/> to <paramref name="end"/> (exclusive).</summary>
    public void Add(long start, long end)
    {
        int at = 0;
        while (at < _ranges.Count && _ranges[at].End < start)
        {
            at++;
        }

        int last = at;
        while (last < _ranges.Count && _ranges[last].Start <= end)
        {
            start = Math.Min(start, _ranges[last].Start);
            end = Math.Max(end, _ranges[last].End);
            last++;
        }

        if (last > at)
        {
            _ranges[at] = (start, end);
            _ranges.RemoveRange(at + 1, last - at - 1);
        }
        else if (_ranges.Count < Limit)
        {
            _ranges.Insert(at, (start, end));
        }
    }

    /// <summary>How far the stream is whole when it is whole up to <paramref name="next"/>; forgets what that covers.</summary>
    public long Advance(long next)
    {
        int used = 0;
        while (used < _ranges.Count && _ranges[used].Start <= next)
        {
            next = Math.Max(next, _ranges[used].End);
            used++;
        }

        _ranges.RemoveRange(0, used);
        return next;
    }
}
