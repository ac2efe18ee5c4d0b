namespace Weft.Lab.Tests;

/// <summary>What became of an attack.</summary>
/// <param name="IsSeen">True when it was counted and named as it should be.</param>
/// <param name="Before">What its leaf told before it.</param>
/// <param name="After">What its leaf told when it was over.</param>
/// <param name="Lost">Probes of honest hosts that were lost meanwhile.</param>
/// <param name="Sent">Probes that they sent.</param>
/// <param name="LongestGap">The longest that one of them waited for the next probe.</param>
public sealed record AttackOutcome(bool IsSeen, AttackSnapshot Before, AttackSnapshot After, long Lost, long Sent, TimeSpan LongestGap)
{
    /// <summary>The flows that lost something.</summary>
    public required string Losers { get; init; }

    /// <summary>Octets by which the memory of the leaf's daemon has grown.</summary>
    public long Growth => After.Resident - Before.Resident;

    /// <summary>Counters of the filter, of the edge and of the engine for hosts that rose, as in "bpdu +7".</summary>
    public string Counted => string.Join(", ", After.Counters
        .Where(row => row.Group is "filter" or "edge" or "hosts")
        .Select(row => (row.Name, Rise: row.Value - (Before.Counters.FirstOrDefault(old => old.Group == row.Group && old.Name == row.Name)?.Value ?? 0)))
        .Where(row => row.Rise != 0).Select(row => $"{row.Name} +{row.Rise}"));
}
