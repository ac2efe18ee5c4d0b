using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Where an attacker is and whom it is after.</summary>
public sealed record AttackScene
{
    /// <summary>The attacker's own MAC.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>The subnet of its port.</summary>
    public required Subnet Subnet { get; init; }

    /// <summary>The neighbour in whose name it acts. It needs an address of each family that the attack is about.</summary>
    public required FabricHost Victim { get; init; }

    /// <summary>The node in whose name it speaks IS-IS.</summary>
    public required SystemId Node { get; init; }
}
