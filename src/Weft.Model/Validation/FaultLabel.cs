namespace Weft.Model;

/// <summary>A second place that has to do with a fault, and what is there.</summary>
public readonly record struct FaultLabel(SourceSpan Span, string Text);
