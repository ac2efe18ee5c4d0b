using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>A virtual router changed its state. Forwarding does not: every leaf forwards, whoever sends the advertisements.</summary>
/// <param name="Interface">The segment's routed interface.</param>
/// <param name="Family">IPv4 and IPv6 are routers of their own.</param>
/// <param name="VirtualRouterId">The VRID.</param>
/// <param name="State">The new state.</param>
public sealed record VirtualRouterChanged(string Interface, AddressFamily Family, byte VirtualRouterId, VirtualRouterState State) : NodeEvent
{
    public override string Kind => "virtual-router-changed";

    public override string Subject => Interface;

    public override string Text => $"VRRP {VirtualRouterId} for {Family} on {Interface} is now {State}";
}
