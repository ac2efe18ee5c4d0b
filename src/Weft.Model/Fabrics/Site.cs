namespace Weft.Model;

/// <summary>A data centre. <paramref name="Index"/> counts from 1 in file order.</summary>
public sealed record Site(string Name, int Index)
{
    /// <summary>The hosts of this site that other sites have routes of; the others are reached by their subnet's prefix.</summary>
    public AnnouncePolicy Announce { get; init; } = AnnouncePolicy.All;
}
