namespace Weft.Model;

/// <summary>Something that happened on a node.</summary>
public sealed record EventReport
{
    public required string Node { get; init; }

    /// <summary>Counts the node's events from 1 since it started; a gap means that events were lost.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How long ago it happened when this was written.</summary>
    public required double AgeSeconds { get; init; }

    public required string Kind { get; init; }

    /// <summary>"information", "warning" or "alarm".</summary>
    public required string Severity { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }
}
