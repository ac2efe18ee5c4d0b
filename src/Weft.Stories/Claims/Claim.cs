namespace Weft.Stories;

/// <summary>Something that must hold, and how it is measured.</summary>
/// <param name="Id">Its name, unique in the story.</param>
public abstract record Claim(string Id)
{
    /// <summary>How long it may take to become true.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Who to whom, or what.</summary>
    public abstract string Subject { get; }
}
