using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A conversation as a firewall knows it: who began it, with whom, and the ports of both where there are any.</summary>
internal readonly record struct FirewallFlow(IpProtocol Protocol, IpAddress Beginner, IpAddress Other, uint Ports)
{
    private const int Half = 16;

    /// <summary>What an answer looks like.</summary>
    public FirewallFlow Reversed => new(Protocol, Other, Beginner, (Ports << Half) | (Ports >> Half));
}
