using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A YAML mapping in the order of the file. A key that occurs twice is kept twice; lookups see the first.</summary>
public sealed class SourceMap(SourceSpan span, ImmutableArray<SourceEntry> entries) : SourceNode(span)
{
    public ImmutableArray<SourceEntry> Entries { get; } = entries;

    public override string Noun => "a mapping";

    /// <summary>The first entry of that key, or null.</summary>
    public SourceEntry? Find(string key)
    {
        foreach (SourceEntry entry in Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry;
            }
        }

        return null;
    }
}
