namespace Weft.Model;

/// <summary>How much each host of a policy may send and receive, and how its packets are marked.</summary>
/// <param name="In">What may reach a host in a second; null for no limit.</param>
/// <param name="Out">What a host may send in a second; null for no limit.</param>
/// <param name="Mark">What is written into the packets that a host sends; null to leave them as they are.</param>
public sealed record PolicyQuality(DataRate? In, DataRate? Out, DiffServCode? Mark)
{
    /// <summary>The lowest priority that a policy may give: below best effort, which is 0 (IEEE 802.1Q-2022 Annex I).</summary>
    public const int LowestPriority = 1;

    /// <summary>The highest priority that a policy may give. Those above are for the network's own frames.</summary>
    public const int HighestPriority = 5;

    /// <summary>Hosts of one policy that a leaf counts one by one in one direction; all others share one count.</summary>
    public const int CountedHosts = 16_384;

    /// <summary>A host that has been silent for so long is no longer counted.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How much may pass at once: what passes in this time.</summary>
    public static TimeSpan Burst { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The IEEE 802.1Q priority of what its hosts send, at every port of the fabric; null for best effort. It travels as the mark, so there is one.</summary>
    public int? Priority { get; init; }

    /// <summary>The limit of a direction.</summary>
    public DataRate? Limit(PolicyDirection direction) => direction == PolicyDirection.In ? In : Out;

    /// <summary>True when packets of a direction are looked at.</summary>
    public bool Concerns(PolicyDirection direction) => Limit(direction) is not null || (direction == PolicyDirection.Out && Mark is not null);

    /// <summary>"in at most 200M, out at most 100M, sent as AF21 with priority 4".</summary>
    public override string ToString() => string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        if (In is { } into)
        {
            yield return $"in at most {into}";
        }

        if (Out is { } from)
        {
            yield return $"out at most {from}";
        }

        if (Mark is { } mark)
        {
            yield return Priority is { } priority ? $"sent as {mark} with priority {priority}" : $"sent as {mark}";
        }
    }
}
