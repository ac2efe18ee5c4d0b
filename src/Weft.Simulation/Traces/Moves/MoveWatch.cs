using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Watches a moving host from every side: what it sends, what nodes tell and flood, and when each forwards another way.</summary>
internal sealed class MoveWatch(SimWorld world) : IWorldObserver
{
    private readonly Instant _began = world.Now;
    private readonly Dictionary<string, SimRouter> _routers = world.Routers.ToDictionary(router => router.Name);
    private readonly List<MoveRecord> _moves = [];
    private MoveNotes? _notes;
    private MoveStep? _step;
    private LinkEnd? _from;
    private Instant _at;

    /// <summary>The moves so far.</summary>
    public ImmutableArray<MoveRecord> All
    {
        get
        {
            EndMove();
            return [.. _moves];
        }
    }

    /// <summary>A story is about to do something.</summary>
    public void Begin(StoryStep step)
    {
        if (step is MoveStep move && world.Host(move.Host) is { Origin: FabricHost origin } host)
        {
            EndMove();
            _step = move;
            _from = host.Place;
            _at = world.Now;
            _notes = new MoveNotes(world, origin, move.To);
            _notes.Add(_at, MomentKind.Plug, move.Host, null, $"leaves {_from?.ToString() ?? "nowhere"} for {move.To}");
        }
    }

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        if (Active(now) is not MoveNotes notes)
        {
            return;
        }

        if (!isLost)
        {
            notes.Flooded(now, link, frame);
        }

        if (_routers.TryGetValue(link.FromName, out SimRouter? router))
        {
            notes.SentBy(now, router);
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame) => Active(now)?.Passed(now, host, isFromHost, frame);

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent) => Active(now)?.Told(now, node, nodeEvent);

    public void Applied(Instant now, SimNode node) => Active(now)?.Applied(now, node);

    private MoveNotes? Active(Instant now) => _notes is not null && now - _at <= MoveLanes.Window ? _notes : null;

    private void EndMove()
    {
        if (_notes is not null && _step is not null)
        {
            _moves.Add(_notes.ToRecord(_step, _from, _at, _began));
        }

        _notes = null;
    }
}
