namespace Weft.Model;

/// <summary>One key of a mapping and its value.</summary>
public sealed record SourceEntry(SourceScalar Key, SourceNode Value);
