using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>Counts contests of one address: moves after which the old place still answered. A host that really moves is silent at
/// its old place, so it is never taken for a duplicate however often it moves. More than N in T makes a duplicate
/// (RFC 7432 section 15.1), which recovers with a back-off.</summary>
internal sealed class ContestRecord
{
    /// <summary>The back-off doubles at most this often.</summary>
    private const int MaximumDoublings = 4;

    private Instant _windowStart;
    private int _count;
    private int _doublings;

    public bool IsDuplicate { get; private set; }

    /// <summary>When a duplicate is given another chance.</summary>
    public Instant RecoverAt { get; private set; } = Instant.Never;

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
        if (IsDuplicate || _count < timers.DuplicateMoves)
        {
            return false;
        }

        IsDuplicate = true;
        RecoverAt = now + (timers.DuplicateRecovery * (1 << _doublings));
        _doublings = Math.Min(_doublings + 1, MaximumDoublings);
        return true;
    }

    /// <summary>Ends the duplicate state and starts counting anew; the back-off is kept.</summary>
    public void Recover()
    {
        IsDuplicate = false;
        RecoverAt = Instant.Never;
        _count = 0;
    }
}
