namespace Weft.Model;

/// <summary>Something that happened on a node and that an engineer may want to know. One typed record feeds the log, the API,
/// the traces and the tests. Per-frame happenings are counters, not events.</summary>
public abstract record NodeEvent
{
    /// <summary>A short stable name, e.g. "binding-confirmed"; the JSON "kind".</summary>
    public abstract string Kind { get; }

    /// <summary>What it is about, e.g. an address or a port.</summary>
    public abstract string Subject { get; }

    /// <summary>What happened and why, in one line.</summary>
    public abstract string Text { get; }

    public virtual EventSeverity Severity => EventSeverity.Information;
}
