using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A port of a node.</summary>
public sealed record PortReport
{
    public required string Node { get; init; }

    public required string Name { get; init; }

    /// <summary>"access", "trunk", "fabric", "interswitch" or "outside".</summary>
    public required string Kind { get; init; }

    /// <summary>False too where the kernel has no such interface.</summary>
    public required bool Up { get; init; }

    /// <summary>The MAC whose BPDU shut the port; null where it is not shut.</summary>
    public string? ShutBy { get; init; }

    /// <summary>When a port that is shut is opened again.</summary>
    public DateTimeOffset? ShutUntil { get; init; }

    /// <summary>Seconds until then.</summary>
    public double? ShutSeconds { get; init; }

    /// <summary>The kernel has the interface.</summary>
    public required bool Present { get; init; }

    public required string Mac { get; init; }

    public required int Mtu { get; init; }

    /// <summary>The subnets carried, each with its tag behind a slash where it has one: "web/10".</summary>
    public required ImmutableArray<string> Subnets { get; init; }

    /// <summary>Confirmed host addresses behind it.</summary>
    public required int Hosts { get; init; }

    public required long FramesReceived { get; init; }

    public required long FramesSent { get; init; }

    /// <summary>Frames that could not be sent.</summary>
    public required long SendErrors { get; init; }
}
