namespace Weft.Stories;

/// <summary>From whom to whom: "vm-a -> vm-b".</summary>
public readonly record struct Pair(string From, string To)
{
    public override string ToString() => $"{From} -> {To}";
}
