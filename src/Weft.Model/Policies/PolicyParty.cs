using Weft.Wire;

namespace Weft.Model;

/// <summary>One end of a flow: its address, and the policy that it has; none for whoever is not a host of the fabric.</summary>
public readonly record struct PolicyParty(IpAddress Address, PolicyId Policy);
