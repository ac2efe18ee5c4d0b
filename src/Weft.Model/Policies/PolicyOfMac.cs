using Weft.Wire;

namespace Weft.Model;

/// <summary>The policy that a MAC has by itself, whatever subnet it is in.</summary>
public readonly record struct PolicyOfMac(MacAddress Mac, PolicyId Policy);
