using System.Buffers;

namespace Weft.Model;

/// <summary>Tells what a plain scalar is, by the YAML 1.2 core schema (YAML 1.2.2 section 10.3.2).</summary>
internal static class ScalarResolver
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static ResolvedKind Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ResolvedKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ResolvedKind.Flag,
        ".inf" or ".Inf" or ".INF" or "+.inf" or "-.inf" or "+.Inf" or "-.Inf" or "+.INF" or "-.INF" => ResolvedKind.Real,
        ".nan" or ".NaN" or ".NAN" => ResolvedKind.Real,
        _ => ResolveNumber(text),
    };

    private static ResolvedKind ResolveNumber(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("0x") && text.Length > 2 && !text[2..].ContainsAnyExcept(HexDigits))
        {
            return ResolvedKind.Integer;
        }

        if (text.StartsWith("0o") && text.Length > 2 && !text[2..].ContainsAnyExceptInRange('0', '7'))
        {
            return ResolvedKind.Integer;
        }

        ReadOnlySpan<char> rest = text[0] is '+' or '-' ? text[1..] : text;
        int whole = CountDigits(rest);
        if (whole == rest.Length)
        {
            return whole > 0 ? ResolvedKind.Integer : ResolvedKind.Text;
        }

        rest = rest[whole..];
        int fraction = 0;
        if (rest[0] == '.')
        {
            fraction = CountDigits(rest[1..]);
            rest = rest[(1 + fraction)..];
        }

        if (whole + fraction == 0)
        {
            return ResolvedKind.Text;
        }

        return rest.IsEmpty || IsExponent(rest) ? ResolvedKind.Real : ResolvedKind.Text;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        if (!text.IsEmpty && text[0] is '+' or '-')
        {
            text = text[1..];
        }

        return !text.IsEmpty && CountDigits(text) == text.Length;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int other = text.IndexOfAnyExceptInRange('0', '9');
        return other < 0 ? text.Length : other;
    }
}
