namespace Weft.Model;

/// <summary>Pieces of YAML in the style of the example fabrics.</summary>
internal static class YamlText
{
    /// <summary>A plain scalar, or a quoted one where a plain one would be something else: a number, a flag, nothing.</summary>
    public static string Scalar(string text)
    {
        bool isSafe = ScalarResolver.Resolve(text) == ResolvedKind.Text && text.All(IsPlain) && text[0] is not (':' or '-') && text[^1] != ':';
        return isSafe ? text : $"\"{text}\"";
    }

    /// <summary>One value, or a list of them in brackets.</summary>
    public static string OneOrMore(IEnumerable<string> values)
    {
        string[] all = [.. values.Select(Scalar)];
        return all.Length == 1 ? all[0] : $"[{string.Join(", ", all)}]";
    }

    /// <summary>"{ a: 1, b: 2 }", or "{}".</summary>
    public static string Flow(IReadOnlyCollection<string> keys) => keys.Count == 0 ? "{}" : $"{{ {string.Join(", ", keys)} }}";

    /// <summary>Text that stays within a comment: one line, no control characters.</summary>
    public static string Comment(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c) ? ' ' : c));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':' or '/';
}
