using Weft.Model;

namespace Weft.Simulation;

/// <summary>Something that must not be.</summary>
/// <param name="Checker">Who saw it, in a word.</param>
/// <param name="At">When.</param>
/// <param name="Text">What.</param>
public sealed record Violation(string Checker, Instant At, string Text)
{
    public override string ToString() => $"{Checker} at {(At - SimWorld.Start).TotalSeconds:0.000} s: {Text}";
}
