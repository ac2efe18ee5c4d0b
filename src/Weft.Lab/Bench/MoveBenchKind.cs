using Weft.Stories;

namespace Weft.Lab;

/// <summary>The figures of one kind of announcement.</summary>
public sealed record MoveBenchKind
{
    /// <summary>"garp", "rarp" or "none".</summary>
    public required string Announce { get; init; }

    /// <summary>"keeps" or "loses".</summary>
    public required string OldPort { get; init; }

    /// <summary>Moves each way.</summary>
    public required int MovesEachWay { get; init; }

    public required IReadOnlyList<MoveBenchRow> Rows { get; init; }

    internal static MoveBenchKind Of(AnnouncementKind kind, OldPort oldPort, int moves, IReadOnlyDictionary<string, MoveSamples> samples) => new()
    {
        Announce = kind.ToString().ToLowerInvariant(),
        OldPort = oldPort.ToString().ToLowerInvariant(),
        MovesEachWay = moves,
        Rows = [.. samples.Select(pair => new MoveBenchRow(pair.Key, pair.Value.Count, pair.Value.Median, pair.Value.Maximum, pair.Value.Lost))],
    };
}
