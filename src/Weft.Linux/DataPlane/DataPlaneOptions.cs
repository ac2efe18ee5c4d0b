namespace Weft.Linux;

/// <summary>Choices of a data plane that the fabric file does not make.</summary>
public sealed record DataPlaneOptions
{
    public BridgeDriverChoice Bridges { get; init; }

    /// <summary>What was installed is compared with the kernel this often; a second more for every thousand routes.</summary>
    public TimeSpan AuditInterval { get; init; } = TimeSpan.FromSeconds(30);
}
