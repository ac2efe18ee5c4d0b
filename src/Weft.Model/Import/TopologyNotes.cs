using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Gathers the notes of one import.</summary>
internal sealed class TopologyNotes
{
    /// <summary>Notes kept of one topology; the rest is only counted.</summary>
    public const int Maximum = 10_000;

    private readonly HashSet<TopologyNote> _notes = [];

    public bool HasFaults { get; private set; }

    /// <summary>Notes that were added beyond <see cref="Maximum"/>.</summary>
    public int More { get; private set; }

    public void Fault(SourceSpan span, string what, string why) => Add(span, TopologyNoteKind.Fault, what, why);

    public void Lost(SourceSpan span, string what, string why) => Add(span, TopologyNoteKind.Lost, what, why);

    public void Changed(SourceSpan span, string what, string why) => Add(span, TopologyNoteKind.Changed, what, why);

    public void Left(SourceSpan span, string what, string why) => Add(span, TopologyNoteKind.Left, what, why);

    public void Add(SourceSpan span, TopologyNoteKind kind, string what, string why)
    {
        HasFaults |= kind == TopologyNoteKind.Fault;
        if (_notes.Count < Maximum)
        {
            _notes.Add(new TopologyNote(span, kind, Printable(what), Printable(why)));
        }
        else
        {
            More++;
        }
    }

    /// <summary>The notes in the order of the topology, each only once.</summary>
    public ImmutableArray<TopologyNote> ToSorted() =>
        [.. _notes.OrderBy(note => note.Span).ThenBy(note => note.Kind).ThenBy(note => note.What, StringComparer.Ordinal).ThenBy(note => note.Why, StringComparer.Ordinal)];

    /// <summary>Names come from a file that anybody may have written: no control character of it reaches a terminal.</summary>
    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;
}
