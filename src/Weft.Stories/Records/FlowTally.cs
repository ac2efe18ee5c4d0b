using Weft.Wire;

namespace Weft.Stories;

/// <summary>Counts a flow's probes while its log still remembers them, so that a record may be longer than the log.</summary>
internal sealed class FlowTally(IStoryFlow flow, AddressFamily family, long began, long opened, TimeSpan interval)
{
    /// <summary>Losses that are kept apart; further ones make the last one longer.</summary>
    public const int MostLosses = 4096;

    /// <summary>What has not arrived after so long will not.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly List<LossRun> _losses = [];
    private long _next;
    private long _sent;
    private long _lost;
    private long _previous = -1;
    private long _previousSent;
    private long _previousArrival;
    private bool _isLosing;
    private long _longestGap;
    private long? _longestGapAt;
    private long? _closed;

    /// <summary>True when so many probes wait to be counted that the log may soon forget some.</summary>
    public bool IsFilling => flow.Log.Next - _next > flow.Log.Capacity / 4;

    /// <summary>Counts all probes that were sent long enough ago.</summary>
    public void Fold(long now) => Fold(now - s_patience.Ticks, flow.Log.Next);

    /// <summary>Counts the rest, but for those that may still be on their way, and tells what there was.</summary>
    public FlowRecord Finish(int underway)
    {
        Fold(long.MaxValue, flow.Log.Next - underway);
        return new FlowRecord
        {
            Id = flow.Id,
            Pair = flow.Pair,
            Family = family,
            Opened = TimeSpan.FromTicks(opened - began),
            Closed = TimeSpan.FromTicks((_closed ?? opened) - began),
            Sent = _sent,
            Lost = _lost,
            Losses = [.. _losses],
            LongestGap = TimeSpan.FromTicks(_longestGap),
            LongestGapAt = TimeSpan.FromTicks((_longestGapAt ?? opened) - began),
        };
    }

    private void Fold(long sentBefore, long end)
    {
        FlowLog log = flow.Log;
        _next = Math.Max(_next, log.Next - log.Capacity);
        for (; _next < end && log.SentAt(_next) is var sent && sent <= sentBefore; _next++)
        {
            _sent++;
            _closed = sent;
            if (log.ArrivedAt(_next) is var arrived and not 0)
            {
                Arrive(sent, arrived);
            }
            else
            {
                Lose(sent);
            }
        }
    }

    private void Arrive(long sent, long arrived)
    {
        if (_previous >= 0)
        {
            long late = sent - _previousSent - ((_next - _previous) * interval.Ticks);
            long gap = arrived - _previousArrival - Math.Max(0, late);
            if (gap > _longestGap)
            {
                _longestGap = gap;
                _longestGapAt = arrived;
            }
        }

        _previous = _next;
        _previousSent = sent;
        _previousArrival = Math.Max(_previousArrival, arrived);
        _isLosing = false;
    }

    private void Lose(long sent)
    {
        _lost++;
        TimeSpan at = TimeSpan.FromTicks(sent - began);
        if ((_isLosing || _losses.Count == MostLosses) && _losses.Count > 0)
        {
            _losses[^1] = _losses[^1] with { To = at, Count = _losses[^1].Count + 1 };
        }
        else
        {
            _losses.Add(new LossRun(at, at, 1));
        }

        _isLosing = true;
    }
}
