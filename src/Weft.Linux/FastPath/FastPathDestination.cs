namespace Weft.Linux;

/// <summary>Where the fast path sends frames for an attached MAC.</summary>
/// <param name="Interface">The kernel's index of the port.</param>
/// <param name="AsksFlows">True when only flows that the packet filter has let pass may take it.</param>
public readonly record struct FastPathDestination(int Interface, bool AsksFlows = false);
