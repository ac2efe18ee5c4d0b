namespace Weft.Simulation;

/// <summary>A probe of a leaf. <paramref name="Mac"/>: whom it asks, or <see cref="LeafNode.Everybody"/>.</summary>
internal readonly record struct ProbeSent(byte Port, byte Address, byte Mac);
