using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a simulated DHCP server gives.</summary>
public sealed record DhcpServerSetup
{
    /// <summary>Most addresses of a pool.</summary>
    public const int PoolLimit = 65_536;

    /// <summary>The first address, with the prefix length of its subnet.</summary>
    public required GatewayAddress First { get; init; }

    /// <summary>How many addresses.</summary>
    public required int Count { get; init; }

    /// <summary>The default gateway of its clients; null for none.</summary>
    public IpAddress? Gateway { get; init; }

    /// <summary>For how long, in whole seconds.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromHours(1);
}
