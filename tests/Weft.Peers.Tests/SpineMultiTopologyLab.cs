namespace Weft.Peers.Tests;

/// <summary>IPv6 has a topology of its own (RFC 5120).</summary>
public sealed class SpineMultiTopologyLab() : SpineLab("{ topology: multi }");
