using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Keeps what all nodes tell, in order.</summary>
internal sealed class ToldBook(SimWorld world) : IWorldObserver
{
    /// <summary>Events that are kept; the rest would fill a report that nobody reads.</summary>
    private const int Most = 4096;

    private readonly Instant _began = world.Now;
    private readonly List<ToldRecord> _told = [];

    public ImmutableArray<ToldRecord> All => [.. _told];

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
        if (_told.Count < Most)
        {
            _told.Add(new ToldRecord(now - _began, node.Name, nodeEvent.Kind, nodeEvent.Subject, nodeEvent.Text, nodeEvent.Severity));
        }
    }
}
