using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Keeps what nodes told, as their daemons do, up to the fabric's limit for each.</summary>
internal sealed class EventBook(Fabric fabric) : IWorldObserver
{
    private readonly Dictionary<string, Queue<ToldEvent>> _told = [];
    private readonly Dictionary<string, long> _counts = [];

    public ImmutableArray<ToldEvent> Of(string node) => _told.TryGetValue(node, out Queue<ToldEvent>? told) ? [.. told] : [];

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
        if (!_told.TryGetValue(node.Name, out Queue<ToldEvent>? told))
        {
            _told[node.Name] = told = new();
        }

        long number = _counts[node.Name] = _counts.GetValueOrDefault(node.Name) + 1;
        told.Enqueue(new ToldEvent(node.Name, number, nodeEvent.Kind, nodeEvent.Subject, nodeEvent.Text));
        if (told.Count > fabric.Limits.Events)
        {
            told.Dequeue();
        }
    }
}
