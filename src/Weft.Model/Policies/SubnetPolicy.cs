namespace Weft.Model;

/// <summary>The policy of a subnet's hosts; none when they have none.</summary>
public readonly record struct SubnetPolicy(Subnet Subnet, PolicyId Policy);
