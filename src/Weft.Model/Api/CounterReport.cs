namespace Weft.Model;

/// <summary>One counter of a node.</summary>
public sealed record CounterReport(string Node, string Group, string Name, long Value);
