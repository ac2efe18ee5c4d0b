namespace Weft.Model;

/// <summary>A host that a port of a node lets in, and why.</summary>
public sealed record BindingReport
{
    public required string Node { get; init; }

    public required string Port { get; init; }

    public required string Subnet { get; init; }

    public required string Address { get; init; }

    public required string Mac { get; init; }

    /// <summary>"trusted", "first-come" or "strict".</summary>
    public required string Guard { get; init; }

    /// <summary>Who says that the address is the host's: "static", "dhcp", "carried" or "first-come".</summary>
    public required string Source { get; init; }

    /// <summary>When that word ends; null where it has no end.</summary>
    public DateTimeOffset? Expires { get; init; }

    public double? ExpiresSeconds { get; init; }
}
