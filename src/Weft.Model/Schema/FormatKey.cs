namespace Weft.Model;

/// <summary>One key of the format.</summary>
public sealed record FormatKey(string Name, Shape Shape, string Description)
{
    public bool IsRequired { get; init; }

    /// <summary>What holds when the key is not given, in words; empty for required keys.</summary>
    public string Default { get; init; } = "";
}
