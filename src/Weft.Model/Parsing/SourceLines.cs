using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The lines of a text as YAML counts them, so that a <see cref="SourceSpan"/> finds its line (YAML 1.1 section 5.4: CR, LF, NEL, LS, PS).</summary>
public sealed class SourceLines
{
    private readonly ImmutableArray<string> _lines;

    public SourceLines(string text)
    {
        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029'))
            {
                continue;
            }

            lines.Add(text[start..i]);
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            start = i + 1;
        }

        lines.Add(text[start..]);
        _lines = lines.ToImmutable();
    }

    public int Count => _lines.Length;

    /// <summary>The line of that number, from 1; empty beyond the end.</summary>
    public string this[int number] => number >= 1 && number <= _lines.Length ? _lines[number - 1] : "";
}
