namespace Weft.Model;

/// <summary>A value and where the file has it.</summary>
internal readonly record struct Located<T>(T Value, SourceSpan Span);
