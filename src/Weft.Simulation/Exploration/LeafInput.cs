namespace Weft.Simulation;

/// <summary>One thing that happens to one leaf; the meaning of the arguments is with <see cref="LeafInputKind"/>.</summary>
internal readonly record struct LeafInput(LeafInputKind Kind, byte A = 0, byte B = 0, byte C = 0, long Value = 0);
