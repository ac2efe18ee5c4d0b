using System.Globalization;
using System.Text;

namespace Weft.Report;

/// <summary>Writes a page that is both HTML and well-formed XML. Everything that is not a name of an element or attribute is escaped.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>How long the page is by now.</summary>
    public int Length => _text.Length;

    /// <summary>Begins an element, which <see cref="Close"/> ends.</summary>
    public MarkupWriter Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public MarkupWriter Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element that never has content: <c>meta</c>, or a shape.</summary>
    public MarkupWriter Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>An element with nothing but text in it.</summary>
    public MarkupWriter Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(name, attributes).Text(text).Close();

    /// <summary>Adds text.</summary>
    public MarkupWriter Text(string text)
    {
        MarkupText.Append(_text, text);
        return this;
    }

    /// <summary>A line break in the source, for those who read it.</summary>
    public MarkupWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Adds what is markup already. Nothing that comes from outside the program may pass here.</summary>
    public MarkupWriter Verbatim(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A coordinate, as short as can be.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The page. Throws while an element is open.</summary>
    public override string ToString() =>
        _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"{_open.Peek()} is not closed");

    private void Begin(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, string value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"");
            MarkupText.Append(_text, value);
            _text.Append('"');
        }
    }
}
