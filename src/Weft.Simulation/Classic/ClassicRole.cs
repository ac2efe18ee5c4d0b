using Weft.Model;

namespace Weft.Simulation;

/// <summary>A node's part as gateway of a subnet.</summary>
/// <param name="Subnet">The subnet.</param>
/// <param name="Priority">Its priority in the election of a master, 1 to 254; 0 where nobody is elected and every gateway is active.</param>
internal readonly record struct ClassicRole(Subnet Subnet, byte Priority)
{
    public bool IsElected => Priority > 0;
}
