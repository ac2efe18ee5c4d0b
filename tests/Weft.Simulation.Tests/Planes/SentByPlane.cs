namespace Weft.Simulation.Tests;

/// <summary>A frame that a plane sent.</summary>
internal sealed record SentByPlane(string Port, int Tag, byte[] Frame);
