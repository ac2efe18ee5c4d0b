namespace Weft.Simulation;

/// <summary>What became of the frames of one direction of a link.</summary>
public readonly record struct LinkCounters(long Sent, long Octets, long Lost, long Duplicated, long QueueDrops);
