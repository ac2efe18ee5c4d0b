namespace Weft.Linux;

/// <summary>Choices of a data plane that the fabric file does not make.</summary>
public sealed record DataPlaneOptions
{
    public BridgeDriverChoice Bridges { get; init; }

    /// <summary>What prepares ports for programs, if anything must.</summary>
    public IPortRoom? Room { get; init; }

    /// <summary>What was installed is compared with the kernel this often; a second more for every thousand routes.</summary>
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a route to another node is kept after it was taken back. Longer than between two LSPs of a sender that paces
    /// them (33 ms), shorter than anybody notices.</summary>
    public TimeSpan DeleteDelay { get; init; } = TimeSpan.FromMilliseconds(100);
}
