using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Something that a simulated host has noticed.</summary>
/// <param name="Kind">What.</param>
/// <param name="Address">The address that it is about.</param>
/// <param name="Mac">The MAC on the other side, where there is one.</param>
public readonly record struct StackEvent(StackEventKind Kind, IpAddress Address, MacAddress Mac = default);
