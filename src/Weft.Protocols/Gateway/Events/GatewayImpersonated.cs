using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Somebody behind a host port pretends to be the gateway, or a loop brings the gateway's own frames back.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Source">The frame's Ethernet source.</param>
/// <param name="Address">The gateway address it claimed; unspecified when only the virtual MAC was used.</param>
public sealed record GatewayImpersonated(string Port, MacAddress Source, IpAddress Address) : NodeEvent
{
    public override string Kind => "gateway-impersonated";

    public override string Subject => Port;

    public override string Text => Address.IsUnspecified
        ? $"frame from the gateway's virtual MAC {Source} on host port {Port}: an impostor or a loop"
        : $"{Source} on host port {Port} claims the gateway address {Address}";

    public override EventSeverity Severity => EventSeverity.Alarm;
}
