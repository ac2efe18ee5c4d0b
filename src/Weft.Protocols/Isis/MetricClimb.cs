using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>
/// Drains the node and brings it back: what it announces becomes dearer, or cheaper again, in steps so small that no two others ever
/// send a packet back and forth while one of them knows the step and the other does not.
/// </summary>
/// <remarks>
/// The node's own paths never change: it computes with the metrics of its plan. A packet that goes in a circle among the others would
/// follow, in turn, nodes that know a step and nodes that do not. Along it the distance to the destination falls by each link's metric
/// and rises at most by one step where an old view follows a new one; two links at least lie between two such places. With steps
/// smaller than twice the least metric the sum cannot be zero, so there is no circle (the idea of RFC 5715 section 6.1, for a whole
/// node at once). Once nobody goes through the node any more the rest of the way is one step.
/// </remarks>
internal sealed class MetricClimb(IsisState state, OwnLspIssuer issuer, AdjacencyFollower adjacencies, OwnPrefixes prefixes, DrainSurvey survey)
{
    private Instant _patience;

    public DrainPhase Phase { get; private set; }

    /// <summary>When the phase was entered.</summary>
    public Instant Since { get; private set; }

    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>Begins to drain or to come back. <paramref name="atOnce"/> is for a start: nobody has taken a path through the node yet,
    /// or it was drained in its earlier life.</summary>
    public void Set(Instant now, bool drained, bool atOnce, IIsisEffects effects)
    {
        if (drained == Phase is DrainPhase.Draining or DrainPhase.Drained)
        {
            return;
        }

        if (atOnce)
        {
            Carry(now, drained ? IsisLimits.LastResortMetric : 0);
            Enter(now, drained ? DrainPhase.Drained : DrainPhase.Serving, effects);
            return;
        }

        Enter(now, drained ? DrainPhase.Draining : DrainPhase.Undraining, effects);
        _patience = now;
        NextDeadline = now;
    }

    /// <summary>Takes the next step when the last one is known everywhere.</summary>
    public void HandleTimer(Instant now, IIsisEffects effects)
    {
        if (NextDeadline > now)
        {
            return;
        }

        if (issuer.IsHeld || (now < _patience && !IsAcknowledged()))
        {
            NextDeadline = now + IsisLimits.AcknowledgementDelay;
            return;
        }

        if (state.Burden == (Phase == DrainPhase.Draining ? IsisLimits.LastResortMetric : 0))
        {
            Enter(now, Phase == DrainPhase.Draining ? DrainPhase.Drained : DrainPhase.Serving, effects);
            return;
        }

        Carry(now, Next());
        NextDeadline = now + IsisLimits.DrainInterval;
        _patience = now + IsisLimits.DrainPatience;
    }

    /// <summary>Every neighbour has acknowledged what this node announces now.</summary>
    private bool IsAcknowledged() =>
        !issuer.Content.IsDirty && state.Circuits.All(circuit => !circuit.IsUp || circuit.Flood.Unacknowledged.Count == 0);

    private uint Next()
    {
        uint needed = survey.BurdenToBeLeft();
        uint step = Math.Max(survey.SafeStep(), needed / IsisLimits.DrainSteps);
        if (Phase == DrainPhase.Draining)
        {
            return state.Burden >= needed ? IsisLimits.LastResortMetric : Math.Min(needed, state.Burden + step);
        }

        return state.Burden > needed ? needed : state.Burden - Math.Min(step, state.Burden);
    }

    private void Carry(Instant now, uint burden)
    {
        state.Burden = burden;
        adjacencies.ReannounceLinks(now);
        prefixes.Reannounce(now);
    }

    private void Enter(Instant now, DrainPhase phase, IIsisEffects effects)
    {
        Phase = phase;
        Since = now;
        NextDeadline = Instant.Never;
        effects.Emit(new DrainChanged(state.Plan.Node.Name, phase));
        effects.DrainChanged(now, phase);
    }
}
