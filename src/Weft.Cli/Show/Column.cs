namespace Weft.Cli;

/// <summary>A column of a text table.</summary>
/// <param name="Title">The heading, in capitals; also its name in <c>--sort</c>.</param>
/// <param name="Text">What a row shows.</param>
/// <param name="Rank">Columns of a higher rank go first when the table is too wide; 0 always stays. <see cref="WideOnly"/> shows with -o wide only.</param>
internal sealed record Column<T>(string Title, Func<T, string> Text, int Rank = 0)
{
    /// <summary>The rank of columns that only <c>-o wide</c> shows.</summary>
    public const int WideOnly = int.MaxValue;

    /// <summary>True for numbers and ages.</summary>
    public bool IsRight { get; init; }

    /// <summary>What the column sorts by; its text when null.</summary>
    public Func<T, IComparable>? Key { get; init; }

    public IComparable KeyOf(T row) => Key is null ? Text(row) : Key(row);
}
