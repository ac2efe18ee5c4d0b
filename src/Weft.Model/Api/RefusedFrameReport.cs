namespace Weft.Model;

/// <summary>A frame that a guarded port refused.</summary>
public sealed record RefusedFrameReport
{
    public required string Node { get; init; }

    public required string Port { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A short stable name, as in "address-of-another".</summary>
    public required string Reason { get; init; }

    /// <summary>The tag that it carried; 0 for none.</summary>
    public required int Vlan { get; init; }

    /// <summary>Octets without the tag, as it came.</summary>
    public required int Length { get; init; }

    /// <summary>Its beginning without the tag, in Base64.</summary>
    public required string Octets { get; init; }
}
