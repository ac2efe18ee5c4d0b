using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>One fault of a fabric file. The message stands alone and holds the wrong value; the cure fits beside the caret.</summary>
public sealed record Fault
{
    public required FaultCode Code { get; init; }

    public required FaultSeverity Severity { get; init; }

    /// <summary>One sentence without a full stop.</summary>
    public required string Message { get; init; }

    /// <summary>Where to look.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>What to write instead.</summary>
    public required string Cure { get; init; }

    /// <summary>The other parties of a conflict.</summary>
    public ImmutableArray<FaultLabel> Labels { get; init; } = [];

    public override string ToString() => $"{Span}: {Severity} {Code.Text()}: {Message} ({Cure})";
}
