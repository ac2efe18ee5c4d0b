namespace Weft.Simulation;

/// <summary>The ports that a broadcast of one subnet reaches.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Nodes">The nodes whose ports they are; more than one for bridged subnets.</param>
/// <param name="Ports">How many host ports.</param>
public sealed record FloodingDomain(string Subnet, IReadOnlyList<string> Nodes, int Ports);
