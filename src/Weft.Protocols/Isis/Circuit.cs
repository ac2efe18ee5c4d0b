using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One fabric port as IS-IS sees it: the adjacency and what is owed to the neighbour.</summary>
internal sealed class Circuit(int index, PortPlan port)
{
    /// <summary>Position among the circuits, and in first-hop sets.</summary>
    public int Index { get; } = index;

    public PortPlan Plan { get; } = port;

    public PortIndex Port => Plan.Index;

    /// <summary>The extended local circuit id: the same in every life of the node, so that a restart can be helped.</summary>
    public uint CircuitId => (uint)Plan.Index.Value + 1;

    public PortStatus Status { get; set; }

    /// <summary>A port is of no use until it has a link-local address: neighbours would have no gateway for their routes. Losing the
    /// address later changes nothing, because they hold it with the port's MAC.</summary>
    public PortStatus UsableStatus(in PortStatus reported)
    {
        if (!reported.Up || reported.LinkLocal.IsLinkLocal)
        {
            return reported;
        }

        return Status.Up ? reported with { LinkLocal = Status.LinkLocal } : reported with { Up = false };
    }

    public AdjacencyState State { get; set; } = AdjacencyState.Down;

    public bool IsUp => State == AdjacencyState.Up;

    /// <summary>Who is at the other end; meaningful unless the state is down.</summary>
    public Neighbor Neighbor { get; set; }

    /// <summary>When the state was entered.</summary>
    public Instant Since { get; set; }

    public Instant HoldUntil { get; set; } = Instant.Never;

    /// <summary>When a hello that says the neighbour began anew is believed, unless another says before that it did not.</summary>
    public Instant DoubtUntil { get; set; } = Instant.Never;

    public Instant HelloAt { get; set; } = Instant.Never;

    /// <summary>What BFD knows of the path.</summary>
    public Liveness Liveness { get; set; }

    /// <summary>True while the adjacency must not come up: both sides run BFD (RFC 6213 section 3) or BFD saw the path fail, and it is not up.</summary>
    public bool AwaitsLiveness(in Neighbor neighbor) =>
        Plan.Bfd is not null && Liveness != Liveness.Up && (neighbor.RunsBfd || Liveness == Liveness.Lost);

    /// <summary>True until the neighbour's database was read for the first time in this life: hellos ask the neighbour to keep the
    /// adjacency it may have, and to describe its database (RFC 8706 section 3.2).</summary>
    public bool IsRestarting { get; set; } = true;

    /// <summary>True when the neighbour understands that, so that its description may be insisted on.</summary>
    public bool IsHelped { get; set; }

    /// <summary>The earliest of its timers.</summary>
    public Instant NextDeadline => Instant.Min(Instant.Min(Instant.Min(HelloAt, HoldUntil), DoubtUntil), Flood.NextDeadline);

    /// <summary>What the database exchange on this circuit owes and awaits.</summary>
    public FloodState Flood { get; } = new();
}
