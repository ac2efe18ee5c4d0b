using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Counts contests of one address: moves after which the old place still answered. A host that really moves is silent at
/// its old place, so it is never taken for a duplicate however often it moves. More than N in T makes a duplicate
/// (RFC 7432 section 15.1), which recovers with a back-off.</summary>
internal sealed class ContestRecord
{
    /// <summary>The back-offs double at most this often.</summary>
    private const int MaximumDoublings = 4;

    /// <summary>The first wait between two questions to the holder of a duplicate.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private Instant _windowStart;
    private int _count;
    private int _doublings;
    private int _waits;

    public bool IsDuplicate { get; private set; }

    /// <summary>When a duplicate is given another chance.</summary>
    public Instant RecoverAt { get; private set; } = Instant.Never;

    /// <summary>While a duplicate, the holder may be asked again from then on.</summary>
    public Instant NextQuestion { get; private set; } = Instant.Never;

    /// <summary>True when this node held the address before the contests began: it keeps it.</summary>
    public bool HeldHereBefore { get; private set; }

    /// <summary>Counts one contest; returns true when it makes the address a duplicate.</summary>
    public bool Count(Instant now, bool heldHere, FabricTimers timers)
    {
        if (_count == 0 || now - _windowStart > timers.DuplicateWindow)
        {
            _windowStart = now;
            _count = 0;
            HeldHereBefore = heldHere;
        }

        _count++;
        return _count >= timers.DuplicateMoves && Declare(now, timers);
    }

    /// <summary>Makes the address a duplicate without counting: two MACs that both answer are proof. False when it is one already.</summary>
    public bool Declare(Instant now, FabricTimers timers)
    {
        if (IsDuplicate)
        {
            return false;
        }

        IsDuplicate = true;
        RecoverAt = now + (timers.DuplicateRecovery * (1 << _doublings));
        NextQuestion = now + FirstWait;
        _waits = 0;
        _doublings = Math.Min(_doublings + 1, MaximumDoublings);
        return true;
    }

    /// <summary>True when the holder of a duplicate may be asked now; the next question then waits twice as long.</summary>
    public bool TryAsk(Instant now)
    {
        if (now < NextQuestion)
        {
            return false;
        }

        _waits = Math.Min(_waits + 1, MaximumDoublings);
        NextQuestion = now + (FirstWait * (1 << _waits));
        return true;
    }

    /// <summary>Ends the duplicate state and starts counting anew; the back-off is kept.</summary>
    public void Recover()
    {
        IsDuplicate = false;
        RecoverAt = Instant.Never;
        NextQuestion = Instant.Never;
        _count = 0;
    }

    /// <summary>Writes what a later contest depends on; nothing for a record that is as good as new.</summary>
    public void WriteState(StateWriter writer, FabricTimers timers)
    {
        bool counts = _count > 0 && writer.Now - _windowStart <= timers.DuplicateWindow;
        if (!counts && !IsDuplicate && _doublings == 0)
        {
            return;
        }

        writer.Add(counts ? _count : 0);
        writer.Add(counts ? _windowStart + timers.DuplicateWindow : Instant.Never);
        writer.Add((counts || IsDuplicate) && HeldHereBefore);
        writer.Add(_doublings);
        writer.Add(IsDuplicate);
        writer.Add(RecoverAt);
        writer.Add(IsDuplicate ? NextQuestion : Instant.Never);
        writer.Add(IsDuplicate ? _waits : 0);
    }
}
