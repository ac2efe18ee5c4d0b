namespace Weft.Simulation;

/// <summary>A packet that waits for a neighbour's MAC: the frame but for its destination, and what is said of it when it leaves.</summary>
internal readonly record struct WaitingPacket(byte[] Frame, PlaneStep Step);
