namespace Weft.Linux;

/// <summary>A port whose untagged frames may take the fast path.</summary>
/// <param name="Interface">The kernel's index of the port.</param>
/// <param name="Segment">The segment of its untagged frames.</param>
public readonly record struct FastPathPort(int Interface, FastPathSegment Segment);
