namespace Weft.Simulation;

/// <summary>A way to a prefix that a session told a router outside of, and how much it is worth: lower is better.</summary>
internal readonly record struct RouterPath(int Session, uint Metric);
