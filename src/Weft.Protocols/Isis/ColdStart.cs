using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The start of a node whose data plane has nothing, while others may still hold what it announced before it lost its power: until
/// it has routes it is overloaded (ISO 10589 clause 7.2.8.1), and until its old LSPs are replaced neighbours are asked not to announce
/// their links to it (RFC 8706 section 3.3).</summary>
internal sealed class ColdStart(IsisState state, Topology topology)
{
    private Instant _endAt = Instant.Never;
    private Instant _giveUpAt = Instant.Never;

    public Instant NextDeadline => state.IsStartingCold ? Instant.Min(_endAt, _giveUpAt) : Instant.Never;

    public void Begin(Instant now)
    {
        state.IsStartingCold = true;
        _giveUpAt = now + IsisLimits.StartTimeout;
    }

    /// <summary>True once, when others may route through this node. Everything that is known must be computed, the neighbours must list
    /// this node, or nothing could be computed; and what was computed must have had the time to reach the data plane.</summary>
    public bool TryEnd(Instant now, bool isComputed)
    {
        if (!state.IsStartingCold)
        {
            return false;
        }

        bool isReady = isComputed && IsListedByNeighbors();
        _endAt = !isReady ? Instant.Never : _endAt == Instant.Never ? now + IsisLimits.ColdStartSettle : _endAt;
        if (now < Instant.Min(_endAt, _giveUpAt))
        {
            return false;
        }

        state.IsStartingCold = false;
        return true;
    }

    private bool IsListedByNeighbors()
    {
        IsisNodeId self = new(state.Self, 0);
        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp && topology.Find(new IsisNodeId(circuit.Neighbor.System, 0))?.HasLinkTo(self) != true)
            {
                return false;
            }
        }

        return true;
    }
}
