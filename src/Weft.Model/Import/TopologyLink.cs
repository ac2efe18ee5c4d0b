namespace Weft.Model;

/// <summary>A link of the fabric as it is written: "leaf1:swp1" or "leaf1" at each end.</summary>
internal sealed record TopologyLink(string A, string B, uint? Metric);
