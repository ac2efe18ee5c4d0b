using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>What the engine knows of one port.</summary>
internal sealed class GatewayPort(PortPlan plan)
{
    public PortPlan Plan { get; } = plan;

    public PortStatus Status { get; set; }

    /// <summary>True when frames can be sent: carrier and a MAC to send from.</summary>
    public bool IsUp => Status.Up;

    public MacAddress Mac => Status.Mac;

    /// <summary>The port's own link-local address: as reported, else the one its MAC gives.</summary>
    public IpAddress LinkLocal =>
        Status.LinkLocal.IsIpv6 && !Status.LinkLocal.IsUnspecified ? Status.LinkLocal : IpAddress.LinkLocalFor(Status.Mac);

    /// <summary>Unicast advertisements and refreshes that this port may still cause.</summary>
    public RateBudget Refreshes { get; } = new(GatewaySettings.RefreshBurst, GatewaySettings.RefreshesPerSecond);

    /// <summary>Until then the same complaint is not raised again.</summary>
    public Instant QuietUntil { get; set; }
}
