namespace Weft.Model;

/// <summary>What one MAC at one guarded port did that it must not.</summary>
public sealed record ViolationReport
{
    public required string Node { get; init; }

    public required string Port { get; init; }

    public required string Mac { get; init; }

    /// <summary>A short stable name, as in "address-of-another".</summary>
    public required string Reason { get; init; }

    public required long Count { get; init; }

    public required DateTimeOffset First { get; init; }

    public required DateTimeOffset Last { get; init; }

    public required double LastSeconds { get; init; }

    /// <summary>True where the port only reports.</summary>
    public required bool Monitored { get; init; }

    /// <summary>One of the frames; empty when none was kept.</summary>
    public required string Summary { get; init; }
}
