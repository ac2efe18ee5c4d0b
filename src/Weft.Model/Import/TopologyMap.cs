namespace Weft.Model;

/// <summary>
/// Reads one mapping of a topology and knows which keys were read, so that <see cref="Close"/> can list the others: nothing is dropped in silence.
/// </summary>
internal sealed class TopologyMap
{
    private readonly Dictionary<string, SourceEntry> _entries = [];
    private readonly HashSet<string> _taken = [];
    private readonly TopologyPlace _place;
    private readonly string _owner;
    private readonly TopologyNotes _notes;

    /// <param name="node">The mapping; nothing and null count as an empty one, anything else is a fault.</param>
    /// <param name="place">Which keys it may have.</param>
    /// <param name="owner">How a note calls it, as in "node `leaf1`".</param>
    /// <param name="notes">Where notes go.</param>
    public TopologyMap(SourceNode? node, TopologyPlace place, string owner, TopologyNotes notes)
    {
        _place = place;
        _owner = owner;
        _notes = notes;
        Span = node?.Span ?? SourceSpan.Start;
        if (node is SourceMap map)
        {
            foreach (SourceEntry entry in map.Entries)
            {
                if (!_entries.TryAdd(entry.Key.Text, entry))
                {
                    notes.Fault(entry.Key.Span, $"`{Shown(entry.Key.Text)}` of {owner}", "it is given twice; remove one");
                }
            }
        }
        else if (node is not null and not SourceScalar { IsNull: true })
        {
            notes.Fault(node.Span, owner, $"it must be a mapping, but here is {node.Noun}");
        }
    }

    public SourceSpan Span { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<SourceEntry> Entries => _entries.Values.OrderBy(entry => entry.Key.Span);

    /// <summary>The value of a key that the table of keys says is taken over; null when it is absent.</summary>
    public SourceNode? Take(string key)
    {
        if (TopologyKeys.Find(_place, key) is not { Outcome: null })
        {
            throw new InvalidOperationException($"`{key}` is read in {_place}, but the table of keys does not say so");
        }

        _taken.Add(key);
        return _entries.GetValueOrDefault(key)?.Value;
    }

    /// <summary>Marks a key as read that no table can know, such as the name of a node.</summary>
    public void TakeName(string key) => _taken.Add(key);

    /// <summary>A scalar that is something; null when it is absent, nothing, or (with a fault) of another shape.</summary>
    public SourceScalar? Scalar(string key)
    {
        SourceNode? value = Take(key);
        if (value is not null and not SourceScalar)
        {
            _notes.Fault(value.Span, $"`{key}` of {_owner}", $"it must be one value, but here is {value.Noun}");
        }

        return value is SourceScalar { IsNull: false } scalar ? scalar : null;
    }

    /// <summary>A whole number within bounds; null when it is absent or (with a fault) anything else.</summary>
    public long? Number(string key, long minimum, long maximum)
    {
        if (Scalar(key) is not { } scalar)
        {
            return null;
        }

        if (scalar.Kind == ResolvedKind.Integer && ScalarCheck.TryNumber(scalar.Text, out long value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        _notes.Fault(scalar.Span, $"`{key}: {Shown(scalar.Text)}` of {_owner}", $"it must be a whole number, {minimum} to {maximum}");
        return null;
    }

    /// <summary>A mapping below this one, whose keys are names.</summary>
    public IEnumerable<SourceEntry> Named(string key)
    {
        SourceNode? value = Take(key);
        if (value is not null and not SourceMap and not SourceScalar { IsNull: true })
        {
            _notes.Fault(value.Span, $"`{key}` of {_owner}", $"it must be a mapping, but here is {value.Noun}");
        }

        return value is SourceMap map ? Unique(map) : [];
    }

    /// <summary>The items of a list.</summary>
    public IEnumerable<SourceNode> Items(string key)
    {
        SourceNode? value = Take(key);
        if (value is not null and not SourceList and not SourceScalar { IsNull: true })
        {
            _notes.Fault(value.Span, $"`{key}` of {_owner}", $"it must be a list, but here is {value.Noun}");
        }

        return value is SourceList list ? list.Items : [];
    }

    /// <summary>The scalars of a list; a scalar where one stands alone.</summary>
    public IEnumerable<SourceScalar> Scalars(string key)
    {
        SourceNode? value = Take(key);
        return value switch
        {
            SourceScalar { IsNull: false } one => [one],
            SourceList list => list.Items.OfType<SourceScalar>().Where(item => !item.IsNull),
            _ => [],
        };
    }

    /// <summary>Lists every key that nobody read.</summary>
    public void Close()
    {
        foreach (SourceEntry entry in Entries)
        {
            string name = entry.Key.Text;
            if (_taken.Contains(name))
            {
                continue;
            }

            string what = $"`{Shown(name)}` of {_owner}";
            if (name.StartsWith("x-", StringComparison.Ordinal))
            {
                _notes.Left(entry.Key.Span, what, "such keys hold anchors; what refers to them is read");
            }
            else if (TopologyKeys.Find(_place, name) is { Outcome: { } outcome } row)
            {
                _notes.Add(entry.Key.Span, outcome, what, row.Text);
            }
            else
            {
                _notes.Lost(entry.Key.Span, what, "`weft import` does not know this key");
            }
        }
    }

    /// <summary>A name that fits into a message.</summary>
    public static string Shown(string text) => ScalarCheck.Excerpt(text);

    private IEnumerable<SourceEntry> Unique(SourceMap map)
    {
        HashSet<string> seen = [];
        foreach (SourceEntry entry in map.Entries)
        {
            if (seen.Add(entry.Key.Text))
            {
                yield return entry;
            }
            else
            {
                _notes.Fault(entry.Key.Span, $"`{Shown(entry.Key.Text)}`", "it is given twice; remove one");
            }
        }
    }
}
