using Weft.Model;

namespace Weft.Protocols.Isis;

/// <content>What happens by itself.</content>
public sealed partial class IsisEngine
{
    /// <summary>True while the node forwards by what its earlier life left and does not know everything yet: what could be computed of a part would
    /// lead to where others, who know all, send the packets back (RFC 8706 section 3.4.1).</summary>
    private bool IsForwardingBlindly => !_start.MayCompute && !_state.IsStartingCold;

    /// <summary>Does what is due: hellos, holding times, own LSPs, flooding, ageing, then shortest paths.</summary>
    public void HandleTimer(Instant now, IIsisEffects effects)
    {
        _wakeAt = Instant.Never;
        _start.Begin(now);
        if (_state.CircuitsDue <= now)
        {
            TendAdjacencies(now, effects);
        }

        _drain.HandleTimer(now, effects);
        _issuer.HandleTimer(now, effects);
        if (_state.CircuitsDue <= now)
        {
            foreach (Circuit circuit in _state.Circuits)
            {
                if (circuit.IsUp)
                {
                    _flooding.HandleTimer(now, circuit, effects);
                }
            }

            _state.CountDue();
        }

        if (_database.Age(now, effects))
        {
            _spf.Trigger(now);
        }

        if (!IsForwardingBlindly && _spf.TryRun(now))
        {
            foreach (ShortestPaths paths in _paths)
            {
                paths.Run(_prefixes, effects);
            }
        }

        _prefixes.Report(effects);
        FollowStart(now, effects);
    }

    private void TendAdjacencies(Instant now, IIsisEffects effects)
    {
        foreach (Circuit circuit in _state.Circuits)
        {
            if (circuit.HoldUntil <= now)
            {
                _adjacencies.TakeDown(now, circuit, AdjacencyReason.HoldingTimeExpired, effects);
            }

            if (circuit.DoubtUntil <= now)
            {
                _hellos.EndDoubt(now, circuit, effects);
                _adjacencies.Follow(now, circuit, AdjacencyChange.WentDown, circuit.Neighbor, effects);
            }

            if (circuit.HelloAt <= now)
            {
                _hellos.Send(now, circuit, HelloSignal.Request, effects);
            }
        }
    }

    private void FollowStart(Instant now, IIsisEffects effects)
    {
        if (!_start.MayCompute && _start.TryRelease(now))
        {
            _wakeAt = now;
        }

        // Routes first: who learns that everything is known must find it computed.
        if (IsForwardingBlindly)
        {
            return;
        }

        if (_spf.NextDeadline != Instant.Never)
        {
            _start.WaitFor(_spf.NextDeadline);
        }
        else if (_start.TrySynchronize(now))
        {
            _adjacencies.EndStart(now);
            _issuer.IsHeld = false;
            _issuer.Touch(now);
            effects.Synchronized(now);
        }

        if (_cold.TryEnd(now, isComputed: _start.IsSynchronized && _spf.NextDeadline == Instant.Never))
        {
            _issuer.TouchFirst(now);
            WakeHellos(now);
        }

        if (_start.TryEndGrace(now))
        {
            _ownReceiver.IsRecovering = false;
            _issuer.Content.DropLeftovers();
            _issuer.Touch(now);
        }
    }
}
