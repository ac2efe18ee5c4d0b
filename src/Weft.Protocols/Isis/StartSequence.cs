using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The start of a node's life: wait for the neighbours' databases, then for what the earlier life left.</summary>
internal sealed class StartSequence(IsisState state)
{
    private bool _hasBegun;
    private Instant _startedAt;
    private Instant _wakeAt = Instant.Never;
    private Instant _graceUntil = Instant.Never;

    /// <summary>True once the neighbours' databases were read, or the wait is over.</summary>
    public bool IsSynchronized
    {
        get => state.IsSynchronized;
        private set => state.IsSynchronized = value;
    }

    /// <summary>True once everything is there that shortest paths are made of, or the wait for it is over.</summary>
    public bool MayCompute { get; private set; }

    public Instant NextDeadline => Instant.Min(_wakeAt, _graceUntil);

    /// <summary>Starts the clock; called again and again.</summary>
    public void Begin(Instant now)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            _startedAt = now;
            _wakeAt = now + IsisLimits.StartWait;
        }
    }

    /// <summary>Looks whether a neighbour's database is complete now; true when that is news.</summary>
    public bool NoteProgress(Instant now, Circuit circuit)
    {
        FloodState flood = circuit.Flood;
        if (flood.IsSynchronized || flood.DescribedTo != LspId.Highest || flood.Requests.Count > 0)
        {
            return false;
        }

        flood.IsSynchronized = true;
        if (state.IsStartingCold && circuit.IsRestarting)
        {
            // The neighbour may announce the link now, and the hello says so.
            circuit.HelloAt = now;
        }

        circuit.IsRestarting = false;
        return !IsSynchronized;
    }

    /// <summary>Nothing is decided before then.</summary>
    public void WaitFor(Instant at)
    {
        if (!IsSynchronized)
        {
            _wakeAt = at;
        }
    }

    /// <summary>True once, when shortest paths may be computed.</summary>
    public bool TryRelease(Instant now)
    {
        MayCompute = IsComplete(now, out Instant lookAgain);
        _wakeAt = MayCompute ? Instant.Never : lookAgain;
        return MayCompute;
    }

    /// <summary>True once, when the wait for the neighbours ends.</summary>
    public bool TrySynchronize(Instant now)
    {
        if (IsSynchronized)
        {
            return false;
        }

        if (!IsComplete(now, out Instant lookAgain))
        {
            _wakeAt = lookAgain;
            return false;
        }

        IsSynchronized = true;
        _wakeAt = Instant.Never;
        _graceUntil = now + IsisLimits.RecoveryGrace;
        return true;
    }

    /// <summary>True once, when leftovers of an earlier life are no longer kept.</summary>
    public bool TryEndGrace(Instant now)
    {
        if (_graceUntil > now)
        {
            return false;
        }

        _graceUntil = Instant.Never;
        return true;
    }

    private bool IsComplete(Instant now, out Instant lookAgain)
    {
        lookAgain = _startedAt + IsisLimits.StartTimeout;
        if (now >= lookAgain)
        {
            return true;
        }

        bool anyUp = false;
        bool anyMissing = false;
        bool allDescribed = true;
        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp && !circuit.Flood.IsSynchronized)
            {
                // A neighbour may have described its database just before our side was up; the missing LSPs come all the same.
                Instant patience = circuit.Since + IsisLimits.DescriptionWait;
                bool isSilent = !circuit.IsHelped && circuit.Flood.DescribedTo is null && circuit.Flood.Requests.Count == 0;
                allDescribed &= isSilent && now >= patience;
                lookAgain = patience > now ? Instant.Min(lookAgain, patience) : lookAgain;
            }

            anyUp |= circuit.IsUp;
            anyMissing |= circuit.Status.Up && !circuit.IsUp;
        }

        Instant portsUntil = _startedAt + IsisLimits.StartWait;
        lookAgain = portsUntil > now ? Instant.Min(lookAgain, portsUntil) : lookAgain;
        return allDescribed && anyUp && (!anyMissing || now >= portsUntil);
    }
}
