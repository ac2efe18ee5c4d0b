using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The SRM and SSN flags of one circuit (ISO 10589 clause 7.3.15), kept as sets, and its timers.</summary>
internal sealed class FloodState
{
    /// <summary>SRM: LSPs that the neighbour has not acknowledged; those that are never due are in <see cref="Waiting"/>.</summary>
    public Dictionary<LspId, OwedLsp> Unacknowledged { get; } = [];

    /// <summary>How soon the neighbour acknowledges; outlives the adjacency.</summary>
    public AcknowledgementPace Pace { get; } = new();

    /// <summary>LSPs that wait for a token to be sent.</summary>
    public Queue<LspId> Waiting { get; } = new();

    public TokenBucket Bucket { get; } = new(IsisLimits.FloodBurst, IsisLimits.FloodInterval, IsisLimits.FloodBatch);

    /// <summary>No LSP is due before this.</summary>
    public Instant RetransmitAt { get; set; } = Instant.Never;

    /// <summary>When the next token lets a waiting LSP go.</summary>
    public Instant WaitingAt { get; set; } = Instant.Never;

    /// <summary>SSN of LSPs that were received: to be acknowledged.</summary>
    public Dictionary<LspId, LspEntry> Acknowledgements { get; } = [];

    public Instant AcknowledgeAt { get; set; } = Instant.Never;

    /// <summary>SSN of LSPs that the neighbour has newer: when to ask (again).</summary>
    public Dictionary<LspId, Instant> Requests { get; } = [];

    public Instant RequestAt { get; set; } = Instant.Never;

    public Instant DescribeAt { get; set; } = Instant.Never;

    /// <summary>When the database was last described here.</summary>
    public Instant DescribedAt { get; set; }

    /// <summary>The neighbour has described its database up to here since the adjacency came up.</summary>
    public LspId? DescribedTo { get; set; }

    /// <summary>True once the neighbour's description was complete and all that it had newer has come.</summary>
    public bool IsSynchronized { get; set; }

    /// <summary>The earliest of the timers.</summary>
    public Instant NextDeadline => Instant.Min(
        Instant.Min(Instant.Min(RetransmitAt, WaitingAt), Instant.Min(AcknowledgeAt, RequestAt)), DescribeAt);

    /// <summary>Gives back the room that a whole database took, once it is empty: there may be as many of these as there are links.</summary>
    public void Trim()
    {
        const int Kept = 128;
        if (Unacknowledged.Count == 0 && Unacknowledged.Capacity > Kept)
        {
            Unacknowledged.TrimExcess();
        }

        if (Acknowledgements.Count == 0 && Acknowledgements.Capacity > Kept)
        {
            Acknowledgements.TrimExcess();
        }

        if (Requests.Count == 0 && Requests.Capacity > Kept)
        {
            Requests.TrimExcess();
        }

        if (Waiting.Count == 0 && Waiting.Capacity > Kept)
        {
            Waiting.TrimExcess();
        }
    }

    /// <summary>Forgets everything: the adjacency is gone.</summary>
    public void Clear()
    {
        Unacknowledged.Clear();
        Waiting.Clear();
        Acknowledgements.Clear();
        Requests.Clear();
        RetransmitAt = WaitingAt = AcknowledgeAt = RequestAt = DescribeAt = Instant.Never;
        DescribedTo = null;
        IsSynchronized = false;
    }
}
