using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>What the fast path must know of a segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Interface">The kernel's index of its routed interface.</param>
/// <param name="InterfaceMac">That interface's own MAC.</param>
/// <param name="GatewayMac4">The virtual MAC that IPv4 packets to be routed are sent to.</param>
/// <param name="GatewayMac6">The same for IPv6.</param>
public readonly record struct FastPathSegment(
    SegmentId Segment, int Interface, MacAddress InterfaceMac, MacAddress GatewayMac4, MacAddress GatewayMac6);
