namespace Weft.Stories;

/// <summary>Makes one direction of a link a bad one, or a good one again.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="From">The node that sends.</param>
/// <param name="To">The node at the other end.</param>
/// <param name="Lost">The share of frames that is lost; all of them makes the link a one-way street.</param>
/// <param name="Twice">The share of frames that arrives twice.</param>
/// <param name="Jitter">Each frame takes up to so much longer, so that later ones overtake earlier ones.</param>
public sealed record ImpairStep(int Line, string From, string To, Fraction Lost, Fraction Twice, TimeSpan Jitter) : StoryStep(Line)
{
    /// <summary>True when the direction is to be as good as new.</summary>
    public bool IsMended => Lost.Numerator == 0 && Twice.Numerator == 0 && Jitter == TimeSpan.Zero;

    /// <summary>The step that makes the same direction a good one again.</summary>
    public ImpairStep Mended() => this with { Lost = Fraction.None, Twice = Fraction.None, Jitter = TimeSpan.Zero };
}
