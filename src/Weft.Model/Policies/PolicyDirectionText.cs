namespace Weft.Model;

/// <summary>The words for directions, as the fabric file has them.</summary>
public static class PolicyDirectionText
{
    /// <summary>"in" or "out".</summary>
    public static string Text(this PolicyDirection direction) => direction == PolicyDirection.In ? "in" : "out";

    /// <summary>The other direction.</summary>
    public static PolicyDirection Other(this PolicyDirection direction) => direction == PolicyDirection.In ? PolicyDirection.Out : PolicyDirection.In;
}
