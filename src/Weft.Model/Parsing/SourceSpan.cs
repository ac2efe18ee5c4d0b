namespace Weft.Model;

/// <summary>A place in the text of a fabric file: line and column count from 1, the length is in characters on that line.</summary>
public readonly record struct SourceSpan(int Line, int Column, int Length) : IComparable<SourceSpan>
{
    /// <summary>The first character of a file; used when a fault belongs to the file as a whole.</summary>
    public static SourceSpan Start => new(1, 1, 1);

    public int CompareTo(SourceSpan other)
    {
        int byLine = Line.CompareTo(other.Line);
        return byLine != 0 ? byLine : Column.CompareTo(other.Column);
    }

    public override string ToString() => $"{Line}:{Column}";
}
