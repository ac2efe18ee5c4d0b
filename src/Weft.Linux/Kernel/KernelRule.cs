namespace Weft.Linux;

/// <summary>A routing rule that sends every lookup of a family to a table.</summary>
/// <param name="IsIpv6">The family.</param>
/// <param name="Priority">Rules are asked in ascending order; the kernel asks for VRFs at 1000.</param>
/// <param name="Table">The table that is looked in.</param>
public readonly record struct KernelRule(bool IsIpv6, uint Priority, uint Table);
