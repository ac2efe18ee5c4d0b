namespace Weft.Stories;

/// <summary>A share written as people write it: "1/2", "3/4", or "0".</summary>
public readonly record struct Fraction(int Numerator, int Denominator)
{
    /// <summary>Nothing of it.</summary>
    public static Fraction None => new(0, 1);

    public double Value => (double)Numerator / Denominator;

    public static bool TryParse(string text, out Fraction fraction)
    {
        string[] parts = text.Split('/');
        int bottom = 1;
        bool parsed = int.TryParse(parts[0], out int top) && (parts.Length == 1 || (parts.Length == 2 && int.TryParse(parts[1], out bottom)));
        fraction = parsed && bottom > 0 ? new Fraction(top, bottom) : default;
        return parsed && bottom > 0;
    }

    public override string ToString() => Denominator == 1 ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
