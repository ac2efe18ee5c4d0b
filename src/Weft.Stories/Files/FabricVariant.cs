namespace Weft.Stories;

/// <summary>A fabric file with one thing changed for a story.</summary>
public static class FabricVariant
{
    private const string Key = "host-routing:";

    /// <summary>The same fabric with host routing off.</summary>
    public static string WithoutHostRouting(string text)
    {
        IEnumerable<string> lines = text.Split('\n').Where(line => !line.StartsWith(Key, StringComparison.Ordinal));
        return $"{string.Join('\n', lines).TrimEnd()}\n\n{Key} false\n";
    }
}
