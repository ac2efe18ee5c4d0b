using Weft.Wire;

namespace Weft.Stories;

/// <summary>What came back for an echo request.</summary>
/// <param name="From">Who answered.</param>
/// <param name="IsEcho">True for an echo reply, false for word that the packet went no further than there.</param>
public readonly record struct PingAnswer(IpAddress From, bool IsEcho);
