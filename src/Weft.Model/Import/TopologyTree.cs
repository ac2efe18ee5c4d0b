using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Prepares the YAML tree of a topology: resolves merge keys (<c>&lt;&lt;</c>), and for netlab the keys with dots that stand for mappings in mappings.</summary>
internal static class TopologyTree
{
    /// <summary>Parts of a key with dots; netlab itself has at most five.</summary>
    private const int MostParts = 8;

    private const string MergeKey = "<<";

    public static SourceNode Prepare(SourceNode node, bool hasDots) => node switch
    {
        SourceMap map => PrepareMap(map, hasDots),
        SourceList list => new SourceList(list.Span, [.. list.Items.Select(item => Prepare(item, hasDots))]),
        _ => node,
    };

    /// <summary>A mapping's own keys win over merged ones, and of these the first (YAML merge key, working draft 2005-01-18). Own keys given twice stay, to be reported.</summary>
    private static SourceMap PrepareMap(SourceMap map, bool hasDots)
    {
        List<SourceEntry> entries = [];
        HashSet<string> names = [];
        foreach (SourceEntry entry in map.Entries.Where(entry => entry.Key.Text != MergeKey))
        {
            names.Add(entry.Key.Text);
            entries.Add(new SourceEntry(entry.Key, Prepare(entry.Value, hasDots)));
        }

        foreach (SourceMap merged in map.Entries.Where(entry => entry.Key.Text == MergeKey).SelectMany(entry => Merged(entry.Value)))
        {
            entries.AddRange(PrepareMap(merged, hasDots).Entries.Where(entry => names.Add(entry.Key.Text)));
        }

        return new SourceMap(map.Span, hasDots ? Undotted(entries) : [.. entries]);
    }

    private static IEnumerable<SourceMap> Merged(SourceNode value) => value switch
    {
        SourceMap map => [map],
        SourceList list => list.Items.OfType<SourceMap>(),
        _ => [],
    };

    /// <summary>"bgp.as: 1" becomes a mapping `bgp` with `as`; several of one head are joined with each other and with a mapping of that name.</summary>
    private static ImmutableArray<SourceEntry> Undotted(List<SourceEntry> entries)
    {
        if (!entries.Exists(entry => PartsOf(entry.Key.Text).Length > 1))
        {
            return [.. entries];
        }

        return Join(entries.Select(entry => PartsOf(entry.Key.Text) is { Length: > 1 } parts ? Nest(parts, entry) : entry));
    }

    /// <summary>Entries of one name that are all mappings become one; others of one name stay, to be reported.</summary>
    private static ImmutableArray<SourceEntry> Join(IEnumerable<SourceEntry> entries)
    {
        ImmutableArray<SourceEntry>.Builder result = ImmutableArray.CreateBuilder<SourceEntry>();
        foreach (IGrouping<string, SourceEntry> same in entries.GroupBy(entry => entry.Key.Text))
        {
            SourceEntry[] all = [.. same];
            if (all.Length > 1 && Array.TrueForAll(all, entry => entry.Value is SourceMap))
            {
                result.Add(new SourceEntry(all[0].Key, new SourceMap(all[0].Value.Span, Join(all.SelectMany(entry => ((SourceMap)entry.Value).Entries)))));
            }
            else
            {
                result.AddRange(all);
            }
        }

        return result.ToImmutable();
    }

    private static SourceEntry Nest(string[] parts, SourceEntry entry)
    {
        SourceNode value = entry.Value;
        int column = entry.Key.Span.Column + entry.Key.Text.Length;
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            column -= parts[i].Length + (i == parts.Length - 1 ? 0 : 1);
            SourceSpan span = i == 0 ? entry.Key.Span : entry.Key.Span with { Column = Math.Max(1, column), Length = parts[i].Length };
            SourceEntry nested = new(new SourceScalar(span, parts[i], isPlain: true), value);
            if (i == 0)
            {
                return nested;
            }

            value = new SourceMap(span, [nested]);
        }

        return entry;
    }

    /// <summary>The parts of a key with dots; a key that is no path of words, such as an address, is one part.</summary>
    private static string[] PartsOf(string key)
    {
        if (!key.Contains('.'))
        {
            return [key];
        }

        string[] parts = key.Split('.');
        return parts.Length <= MostParts && Array.TrueForAll(parts, part => part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_')) ? parts : [key];
    }
}
