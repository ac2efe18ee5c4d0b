using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What keeps copies of signed hellos from doing harm. A digest proves who made a hello, not when, nor who sent it this time
/// (RFC 5304 section 3). Without keys nothing here applies.</summary>
internal sealed class ReplayGuard(IsisState state)
{
    /// <summary>True when the frame came from the MAC that the hello was made for. Neighbours that do not sign their MAC keep the one that
    /// they came up with until the holding time is over.</summary>
    public bool IsFromMaker(Instant now, Circuit circuit, MacAddress source, TlvSequence tlvs, IIsisEffects effects)
    {
        if (state.Link.Chain is null)
        {
            return true;
        }

        bool isSigned = SourceSignature.TryFind(tlvs, out MacAddress signed);
        bool isCopy = isSigned ? signed != source : circuit.State != AdjacencyState.Down && circuit.Neighbor.Mac != source;
        if (isCopy)
        {
            state.Counters.Increment(IsisCounter.HellosCopied);
            state.Throttle.Raise(now, IsisAlarmReason.HelloCopied, circuit.Plan.Name, effects);
        }

        return !isCopy;
    }

    /// <summary>True when a hello says that a neighbour which is up has begun anew. It may be an old one: the living neighbour's next hello,
    /// which names us, would tell. Only when none comes within an interval is it believed.</summary>
    public bool IsDoubtful(Instant now, Circuit circuit, AdjacencyState? received)
    {
        if (state.Link.Chain is null || !circuit.IsUp || received != AdjacencyState.Down)
        {
            return false;
        }

        circuit.DoubtUntil = Instant.Min(circuit.DoubtUntil, now + (state.Timers.HelloInterval * 1.25));
        state.Counters.Increment(IsisCounter.HellosDoubted);
        return true;
    }

    /// <summary>When the neighbour is presumed dead: an old hello does not bring that nearer.</summary>
    public Instant HoldUntil(Instant now, Circuit circuit, TimeSpan holdingTime)
    {
        Instant until = now + holdingTime;
        bool isExtended = state.Link.Chain is not null && circuit.State != AdjacencyState.Down && circuit.HoldUntil > until;
        return isExtended ? circuit.HoldUntil : until;
    }
}
