namespace Weft.Model;

/// <summary>Reads one key out of a mapping of settings, as in `bgp.as`, and lists the others.</summary>
internal sealed class NestedKeys(TopologyNotes notes)
{
    /// <summary>The scalar of the first of the keys that is there. A value that is no mapping counts as having none of them.</summary>
    public SourceScalar? Read(SourceNode? node, string owner, TopologyNoteKind rest, params string[] keys)
    {
        if (node is not SourceMap map)
        {
            if (node is not null and not SourceScalar { Kind: ResolvedKind.Null or ResolvedKind.Flag })
            {
                notes.Fault(node.Span, owner, $"it must be a mapping, but here is {node.Noun}");
            }

            return null;
        }

        SourceScalar? found = null;
        foreach (SourceEntry entry in map.Entries)
        {
            if (found is null && keys.Contains(entry.Key.Text) && entry.Value is SourceScalar { IsNull: false } scalar)
            {
                found = scalar;
            }
            else
            {
                notes.Add(entry.Key.Span, rest, $"`{TopologyMap.Shown(entry.Key.Text)}` in {owner}", "only " + string.Join(" and ", keys.Select(key => $"`{key}`")) + " is read here");
            }
        }

        return found;
    }

    /// <summary>A whole number within bounds; null when there is none, with a fault when it is anything else.</summary>
    public long? Number(SourceScalar? scalar, long minimum, long maximum)
    {
        if (scalar is null)
        {
            return null;
        }

        if (scalar.Kind == ResolvedKind.Integer && ScalarCheck.TryNumber(scalar.Text, out long value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        notes.Fault(scalar.Span, $"`{TopologyMap.Shown(scalar.Text)}`", $"it must be a whole number, {minimum} to {maximum}");
        return null;
    }
}
