using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Reads the small things that stories are made of, and gathers their faults with line and column.</summary>
internal sealed class StoryReader(string file)
{
    /// <summary>Larger numbers have no place in a story.</summary>
    public const int LargestNumber = 1_000_000;

    /// <summary>The words for runtimes.</summary>
    public static readonly (string Word, StoryRuntimes Value)[] Runtimes = [("lab", StoryRuntimes.Lab), ("sim", StoryRuntimes.Simulator)];

    private readonly List<StoryFault> _faults = [];

    public ImmutableArray<StoryFault> Faults => [.. _faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    public void Fault(SourceSpan span, string message, string cure) =>
        _faults.Add(new StoryFault(file, span.Line, span.Column, message, cure));

    /// <summary>The node as a mapping whose keys are all among those allowed; null after a fault.</summary>
    public SourceMap? Map(SourceNode? node, string what, params string[] allowed)
    {
        if (node is not SourceMap map)
        {
            if (node is not null)
            {
                Fault(node.Span, $"{what} is {node.Noun}", $"write a mapping with {string.Join(", ", allowed)}");
            }

            return null;
        }

        foreach (SourceEntry entry in map.Entries.Where(entry => allowed.Length > 0 && !allowed.Contains(entry.Key.Text)))
        {
            Fault(entry.Key.Span, $"{what} has no `{entry.Key.Text}`", Suggestion.For(entry.Key.Text, allowed, "keys"));
        }

        return map;
    }

    /// <summary>The text of a required key; empty after a fault.</summary>
    public string Text(SourceMap map, string key)
    {
        SourceNode? node = Required(map, key);
        return node is SourceScalar { IsNull: false } scalar ? scalar.Text : Wrong(node, key, "text", string.Empty);
    }

    /// <summary>The text of a key, or the given default when it is absent.</summary>
    public string Text(SourceMap map, string key, string otherwise) => map.Find(key) is null ? otherwise : Text(map, key);

    /// <summary>One of several words.</summary>
    public T Word<T>(SourceMap map, string key, T otherwise, params (string Word, T Value)[] words)
    {
        if (map.Find(key)?.Value is not SourceNode node)
        {
            return otherwise;
        }

        string text = (node as SourceScalar)?.Text ?? string.Empty;
        foreach ((string word, T value) in words)
        {
            if (word == text)
            {
                return value;
            }
        }

        Fault(node.Span, $"`{key}` is `{text}`", Suggestion.For(text, [.. words.Select(item => item.Word)], "words"));
        return otherwise;
    }

    /// <summary>A list of words, or one where one stands alone; what is none of the words is left out after a fault.</summary>
    public IEnumerable<T> Words<T>(SourceMap map, string key, params (string Word, T Value)[] words)
    {
        foreach (string text in Texts(map, key))
        {
            int index = Array.FindIndex(words, item => item.Word == text);
            if (index >= 0)
            {
                yield return words[index].Value;
            }
            else
            {
                Fault(map.Find(key)!.Value.Span, $"`{key}` has `{text}`", Suggestion.For(text, [.. words.Select(item => item.Word)], "words"));
            }
        }
    }

    /// <summary>A list of texts, or one text where one stands alone.</summary>
    public ImmutableArray<string> Texts(SourceMap map, string key)
    {
        SourceNode? node = Required(map, key);
        return node switch
        {
            SourceScalar { IsNull: false } one => [one.Text],
            SourceList list when list.Items.All(item => item is SourceScalar) => [.. list.Items.Cast<SourceScalar>().Select(item => item.Text)],
            _ => Wrong<ImmutableArray<string>>(node, key, "a name or a list of names", []),
        };
    }

    /// <summary>Prefixes, sorted, each once.</summary>
    public ImmutableArray<IpPrefix> Prefixes(SourceMap map, string key)
    {
        List<IpPrefix> prefixes = [];
        foreach (string text in Texts(map, key))
        {
            if (IpPrefix.TryParse(text, out IpPrefix prefix))
            {
                prefixes.Add(prefix);
            }
            else
            {
                Fault(map.Span, $"`{key}` has `{text}`, which is no prefix", "write it as in `10.1.0.0/24`");
            }
        }

        return [.. prefixes.Distinct().Order()];
    }

    /// <summary>A whole number up to a limit, or the default when the key is absent.</summary>
    public int Number(SourceMap map, string key, int otherwise, int most = LargestNumber)
    {
        SourceNode? node = map.Find(key)?.Value;
        return node is null ? otherwise
            : node is SourceScalar scalar && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most ? number
            : Wrong(node, key, $"a whole number up to {most}", otherwise);
    }

    /// <summary>A number of 64 bits; 0 after a fault.</summary>
    public ulong Seed(SourceMap map, string key)
    {
        SourceNode? node = Required(map, key);
        return node is SourceScalar scalar && ulong.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number
            : Wrong(node, key, "a whole number", 0UL);
    }

    /// <summary>A share as a fraction, "1/2".</summary>
    public Fraction Share(SourceMap map, string key)
    {
        SourceNode? node = Required(map, key);
        return node is SourceScalar scalar && Fraction.TryParse(scalar.Text, out Fraction fraction) ? fraction : Wrong(node, key, "a share such as 1/2", default(Fraction));
    }

    /// <summary>A duration with its unit, "20 ms" or "5 s", or the default when the key is absent.</summary>
    public TimeSpan Duration(SourceMap map, string key, TimeSpan otherwise)
    {
        SourceNode? node = map.Find(key)?.Value;
        return node is null ? otherwise
            : node is SourceScalar scalar && TryDuration(scalar.Text, out TimeSpan duration) ? duration
            : Wrong(node, key, "a time with its unit, such as 20 ms or 5 s", otherwise);
    }

    /// <summary>"vm-a -> vm-b", with " over ipv6" when that is meant.</summary>
    public (Pair Pair, AddressFamily Family) Pair(SourceNode? node, string key)
    {
        const string Ipv6 = " over ipv6";
        string text = (node as SourceScalar)?.Text ?? string.Empty;
        bool ipv6 = text.EndsWith(Ipv6, StringComparison.Ordinal);
        string[] parts = (ipv6 ? text[..^Ipv6.Length] : text).Split("->", StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || parts.Any(part => part.Length == 0 || part.Contains(' ')))
        {
            return Wrong(node, key, "from whom to whom, such as vm-a -> vm-b, or vm-a -> vm-b over ipv6", default((Pair, AddressFamily)));
        }

        return (new Pair(parts[0], parts[1]), ipv6 ? AddressFamily.Ipv6 : AddressFamily.Ipv4);
    }

    /// <summary>"vm-a -> vm-b", with the port that is called, " tcp/22", and with " over ipv6" where those are meant.</summary>
    public StoryConnection Connection(SourceNode value, string id)
    {
        const string Protocol = " tcp/";
        string text = (value as SourceScalar)?.Text ?? string.Empty;
        int at = text.IndexOf(Protocol, StringComparison.Ordinal);
        if (at < 0)
        {
            (Pair free, AddressFamily of) = Pair(value, id);
            return new StoryConnection(id, free, of, 0);
        }

        int end = text.IndexOf(' ', at + 1) is int space and > 0 ? space : text.Length;
        (Pair pair, AddressFamily family) = Pair(new SourceScalar(value.Span, text[..at] + text[end..], isPlain: false), id);
        return ushort.TryParse(text.AsSpan(at + Protocol.Length, end - at - Protocol.Length), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? new StoryConnection(id, pair, family, port)
            : Wrong(value, id, "a port from 1 to 65535, such as vm-a -> vm-b tcp/22", default(StoryConnection));
    }

    /// <summary>The pair under a required key.</summary>
    public (Pair Pair, AddressFamily Family) Pair(SourceMap map, string key) => Pair(Required(map, key), key);

    /// <summary>An IP address.</summary>
    public IpAddress Address(SourceNode? node, string key, string text) =>
        IpAddress.TryParse(text, out IpAddress address) ? address : Wrong(node, key, "an IP address", default(IpAddress));

    /// <summary>"leaf1:swp3".</summary>
    public LinkEnd Port(SourceMap map, string key)
    {
        string[] parts = Text(map, key).Split(':');
        return parts.Length == 2 && parts.All(part => part.Length > 0)
            ? new LinkEnd(parts[0], parts[1])
            : Wrong(map.Find(key)?.Value, key, "a leaf and its port, such as leaf1:swp3", default(LinkEnd));
    }

    /// <summary>True or false, or the default when the key is absent.</summary>
    public bool Flag(SourceMap map, string key, bool otherwise) => Word(map, key, otherwise, ("true", true), ("false", false));

    private SourceNode? Required(SourceMap map, string key)
    {
        SourceNode? node = map.Find(key)?.Value;
        if (node is null)
        {
            Fault(map.Span, $"`{key}` is missing", $"add `{key}:`");
        }

        return node;
    }

    private T Wrong<T>(SourceNode? node, string key, string wanted, T otherwise)
    {
        if (node is not null)
        {
            string value = node is SourceScalar scalar ? $"`{scalar.Text}`" : node.Noun;
            Fault(node.Span, $"`{key}` is {value}", $"write {wanted}");
        }

        return otherwise;
    }

    private static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        (string suffix, long ticks)[] units = [("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond)];
        foreach ((string suffix, long ticks) in units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length).Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value))
            {
                duration = TimeSpan.FromTicks((long)(value * ticks));
                return true;
            }
        }

        return false;
    }
}
