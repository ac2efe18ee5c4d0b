namespace Weft.Stories;

/// <summary>Somebody who takes part in a move.</summary>
public readonly record struct MoveLane(string Name, LaneRole Role);
