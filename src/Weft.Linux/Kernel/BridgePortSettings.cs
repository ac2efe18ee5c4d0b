namespace Weft.Linux;

/// <summary>Flags of a bridge port.</summary>
/// <param name="Learning">Learn source MACs.</param>
/// <param name="UnicastFlood">Send frames to unknown MACs out of this port.</param>
public readonly record struct BridgePortSettings(bool Learning, bool UnicastFlood);
