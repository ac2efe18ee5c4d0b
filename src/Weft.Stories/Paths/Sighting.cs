namespace Weft.Stories;

/// <summary>A probe seen at a node: its remaining hops and the way it went in or out.</summary>
/// <param name="Node">The node or outside router.</param>
/// <param name="HopLimit">TTL or hop limit as seen.</param>
/// <param name="IsOutgoing">True when the node sent it.</param>
public readonly record struct Sighting(string Node, byte HopLimit, bool IsOutgoing);
