using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using AnchoredEvent = YamlDotNet.Core.Events.NodeEvent;

namespace Weft.Model;

/// <summary>
/// Turns YAML text into a tree of nodes that know their place. It reads the parser's events rather than a ready-made document, so that a key
/// given twice is a fault like any other and not the end of the reading, and so that aliases cannot blow up (every limit below is a fault).
/// </summary>
public sealed class SourceReader
{
    /// <summary>Characters of a fabric file.</summary>
    public const int MaximumCharacters = 8 * 1024 * 1024;

    /// <summary>Nodes of the tree, aliases expanded.</summary>
    public const int MaximumNodes = 1_000_000;

    /// <summary>Levels of nesting; the format itself needs six.</summary>
    public const int MaximumDepth = 32;

    private readonly Dictionary<string, SourceNode> _anchors = [];
    private readonly Parser _parser;
    private readonly SourceSpan _end;
    private int _nodes;

    private SourceReader(string text)
    {
        _parser = new Parser(new StringReader(text));
        SourceLines lines = new(text.TrimEnd('\n', '\r'));
        _end = new SourceSpan(lines.Count, Math.Max(1, lines[lines.Count].Length), 1);
    }

    /// <summary>The root of the document, or null after a fault or when the file is empty.</summary>
    public static SourceNode? Read(string text, FaultList faults)
    {
        if (text.Length > MaximumCharacters)
        {
            faults.Add(FaultCode.FileTooLarge, SourceSpan.Start, $"the file has {text.Length} characters", $"at most {MaximumCharacters}");
            return null;
        }

        SourceReader reader = new(text);
        try
        {
            return reader.ReadStream(faults);
        }
        catch (TooLargeException)
        {
            faults.Add(
                FaultCode.FileTooLarge,
                SourceSpan.Start,
                "the aliases of the file stand for too much",
                $"at most {MaximumDepth} levels and {MaximumNodes} values");
            return null;
        }
        catch (YamlException exception)
        {
            faults.Add(FaultCode.YamlSyntax, reader.Place(exception.Start), $"this is not YAML: {Describe(exception)}", "the reading stops here");
            return null;
        }
    }

    private SourceNode? ReadStream(FaultList faults)
    {
        Next();
        Next();
        if (_parser.Current is not DocumentStart)
        {
            return null;
        }

        Next();
        SourceNode? root = ReadNode(depth: 0, faults);
        if (root is null)
        {
            return null;
        }

        Next();
        Next();
        if (_parser.Current is DocumentStart second)
        {
            faults.Add(
                FaultCode.YamlSyntax,
                Place(second.Start),
                "a second YAML document begins here",
                "one fabric, one document: remove this `---`");
        }

        return root;
    }

    /// <summary>Reads the node at the current event and leaves the parser at its last event.</summary>
    private SourceNode? ReadNode(int depth, FaultList faults)
    {
        ParsingEvent at = _parser.Current!;
        if (depth > MaximumDepth || ++_nodes > MaximumNodes)
        {
            faults.Add(
                FaultCode.FileTooLarge,
                Place(at.Start),
                "the file nests too deep or holds too much",
                $"at most {MaximumDepth} levels and {MaximumNodes} values");
            return null;
        }

        SourceNode? node = at switch
        {
            AnchorAlias alias => ReadAlias(alias, depth, faults),
            Scalar scalar => new SourceScalar(SpanOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty),
            SequenceStart => ReadList(at, depth, faults),
            MappingStart => ReadMap(at, depth, faults),
            _ => null,
        };
        if (node is not null && at is AnchoredEvent { Anchor.IsEmpty: false } named)
        {
            _anchors[named.Anchor.Value] = node;
        }

        return node;
    }

    private SourceList? ReadList(ParsingEvent start, int depth, FaultList faults)
    {
        ImmutableArray<SourceNode>.Builder items = ImmutableArray.CreateBuilder<SourceNode>();
        for (Next(); _parser.Current is not SequenceEnd; Next())
        {
            SourceNode? item = ReadNode(depth + 1, faults);
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return new SourceList(SpanOf(start), items.ToImmutable());
    }

    private SourceMap? ReadMap(ParsingEvent start, int depth, FaultList faults)
    {
        ImmutableArray<SourceEntry>.Builder entries = ImmutableArray.CreateBuilder<SourceEntry>();
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            SourceNode? key = ReadNode(depth + 1, faults);
            if (key is not (null or SourceScalar))
            {
                faults.Add(FaultCode.YamlSyntax, key.Span, $"a key must be a word, not {key.Noun}", "write a plain name here");
            }

            if (key is not SourceScalar name)
            {
                return null;
            }

            Next();
            SourceNode? value = ReadNode(depth + 1, faults);
            if (value is null)
            {
                return null;
            }

            entries.Add(new SourceEntry(name, value));
        }

        return new SourceMap(SpanOf(start), entries.ToImmutable());
    }

    private SourceNode? ReadAlias(AnchorAlias alias, int depth, FaultList faults)
    {
        SourceSpan span = SpanOf(alias);
        if (!_anchors.TryGetValue(alias.Value.Value, out SourceNode? target))
        {
            faults.Add(
                FaultCode.YamlSyntax,
                span,
                $"no anchor `&{alias.Value.Value}` stands before this alias",
                "define the anchor above, or write the value");
            return null;
        }

        return Copy(target, span, depth);
    }

    /// <summary>Copies a tree to the place of an alias; aliases of aliases count against both limits.</summary>
    private SourceNode Copy(SourceNode node, SourceSpan span, int depth)
    {
        if (++_nodes > MaximumNodes || depth > MaximumDepth)
        {
            throw new TooLargeException();
        }

        return node switch
        {
            SourceScalar scalar => scalar.At(span),
            SourceList list => new SourceList(span, [.. list.Items.Select(item => Copy(item, span, depth + 1))]),
            SourceMap map => new SourceMap(span, [.. map.Entries.Select(entry => new SourceEntry(entry.Key.At(span), Copy(entry.Value, span, depth + 1)))]),
            _ => throw new InvalidOperationException("unknown node"),
        };
    }

    /// <summary>Goes to the next event. YamlDotNet answers some malformed texts with exceptions of its own workings; they mean the same as its
    /// syntax errors and are reported at the last place that could be read.</summary>
    private void Next()
    {
        Mark last = _parser.Current?.End ?? Mark.Empty;
        bool moved;
        try
        {
            moved = _parser.MoveNext();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new YamlException(last, last, "what follows here cannot be read", exception);
        }

        if (!moved)
        {
            throw new YamlException(last, last, "the text ends too early");
        }
    }

    /// <summary>What ends with the text is reported beyond it; this brings it back to the last character.</summary>
    private SourceSpan Place(Mark mark)
    {
        SourceSpan span = new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column), 1);
        return span.Line <= _end.Line ? span : _end;
    }

    private SourceSpan SpanOf(ParsingEvent at)
    {
        SourceSpan start = Place(at.Start);
        long length = at.End.Line == at.Start.Line ? at.End.Column - at.Start.Column : 1;
        return start with { Length = (int)Math.Max(1, length) };
    }

    private static string Describe(YamlException exception)
    {
        string message = exception.InnerException is YamlException inner ? inner.Message : exception.Message;
        return message.TrimEnd('.').ToLowerInvariant() is { Length: > 0 } lower ? lower : "cannot be read";
    }

    /// <summary>Ends the reading when aliases pass the limits, from however deep.</summary>
    private sealed class TooLargeException : Exception;
}
