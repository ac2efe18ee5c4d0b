namespace Weft.Model;

/// <summary>One change of a host's state on a node.</summary>
public sealed record HistoryReport
{
    public required DateTimeOffset At { get; init; }

    /// <summary>As in <see cref="HostReport.State"/>.</summary>
    public required string State { get; init; }

    public required string Reason { get; init; }

    public string? Port { get; init; }

    public required uint Epoch { get; init; }
}
