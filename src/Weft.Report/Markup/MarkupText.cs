using System.Text;

namespace Weft.Report;

/// <summary>Text as it may stand in a page: what browsers would take for markup is escaped, and what no reader could see is made visible.</summary>
internal static class MarkupText
{
    private static readonly Rune s_unreadable = new('\uFFFD');

    /// <summary>Adds a text, for the inside of an element or of a quoted attribute.</summary>
    public static void Append(StringBuilder to, string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => to.Append("&amp;"),
                '<' => to.Append("&lt;"),
                '>' => to.Append("&gt;"),
                '"' => to.Append("&quot;"),
                '\'' => to.Append("&#39;"),
                _ => to.Append(IsReadable(rune) ? rune : s_unreadable),
            };
        }
    }

    /// <summary>False for what XML 1.0 (2.2) forbids, and for characters that would change the direction of the text around them.</summary>
    private static bool IsReadable(Rune rune) => rune.Value switch
    {
        '\t' or '\n' => true,
        < 0x20 or (>= 0x7F and <= 0x9F) => false,
        0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => false,
        0xFFFE or 0xFFFF => false,
        _ => true,
    };
}
