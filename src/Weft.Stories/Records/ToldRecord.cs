using Weft.Model;

namespace Weft.Stories;

/// <summary>Something that a node told, and when, counted from the beginning of the story.</summary>
public sealed record ToldRecord(TimeSpan At, string Node, string Kind, string Subject, string Text, EventSeverity Severity);
