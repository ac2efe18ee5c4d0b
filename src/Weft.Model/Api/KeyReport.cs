namespace Weft.Model;

/// <summary>A key of IS-IS and what was done with it; never its secret.</summary>
public sealed record KeyReport
{
    public required string Node { get; init; }

    /// <summary>"link" or "area".</summary>
    public required string Chain { get; init; }

    public required int Id { get; init; }

    /// <summary>"hmac-sha-256".</summary>
    public required string Algorithm { get; init; }

    /// <summary>"send" or "accept".</summary>
    public required string Use { get; init; }

    /// <summary>PDUs of others that it verified since it was listed.</summary>
    public required long Accepted { get; init; }

    /// <summary>When it verified the last of them.</summary>
    public DateTimeOffset? LastAccepted { get; init; }

    public double? LastAcceptedSeconds { get; init; }

    /// <summary>LSPs of the node's database that it signed; only of the area chain.</summary>
    public int? Lsps { get; init; }
}
