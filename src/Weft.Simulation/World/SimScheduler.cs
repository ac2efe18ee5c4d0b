using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Virtual time: what happens next, and to whom. One thread, no clock; the same plans in the same order give the same run.</summary>
internal sealed class SimScheduler
{
    private readonly EventQueue _queue = new();
    private readonly FramePool _frames = new();
    private readonly List<ISimActor> _actors = [];
    private readonly List<Instant> _woken = [];
    private readonly List<Action?> _actions = [];
    private readonly Stack<int> _freeActions = new();

    public Instant Now { get; private set; } = SimWorld.Start;

    /// <summary>What the nodes of this world have read of each other.</summary>
    public LspLibrary Library { get; } = new();

    /// <summary>How many events have happened.</summary>
    public long Happened { get; private set; }

    /// <summary>Sees everything; null when nobody looks.</summary>
    public IWorldObserver? Observer { get; set; }

    /// <summary>Gives an actor its number.</summary>
    public int Add(ISimActor actor)
    {
        _actors.Add(actor);
        _woken.Add(Instant.Never);
        return _actors.Count - 1;
    }

    public void PlanFrame(Instant at, SimPort to, VlanId tag, ReadOnlySpan<byte> frame) =>
        _queue.Plan(at, new SimEvent { Kind = SimEventKind.Frame, Actor = to.Actor, Port = to.Port, Tag = tag, Item = _frames.Keep(frame) });

    /// <summary>Keeps one copy of a frame that goes to so many places; each is planned by <see cref="PlanKept"/>.</summary>
    public int Keep(ReadOnlySpan<byte> frame, int places) => _frames.Keep(frame, places);

    public void PlanKept(Instant at, SimPort to, VlanId tag, int kept) =>
        _queue.Plan(at, new SimEvent { Kind = SimEventKind.Frame, Actor = to.Actor, Port = to.Port, Tag = tag, Item = kept });

    /// <summary>A frame that is kept.</summary>
    public ReadOnlySpan<byte> FrameOf(int kept) => _frames[kept];

    /// <summary>One holder of a kept frame less.</summary>
    public void Release(int kept) => _frames.Release(kept);

    /// <summary>What waits for a node's daemon reaches it.</summary>
    public void PlanPunts(Instant at, int actor) => _queue.Plan(at, new SimEvent { Kind = SimEventKind.Punt, Actor = actor });

    public void PlanAction(Instant at, Action action)
    {
        if (!_freeActions.TryPop(out int place))
        {
            place = _actions.Count;
            _actions.Add(null);
        }

        _actions[place] = action;
        _queue.Plan(at, new SimEvent { Kind = SimEventKind.Action, Item = place });
    }

    /// <summary>Sees to it that an actor is woken when its deadline comes. To be called whenever the deadline may have become earlier.</summary>
    public void Watch(int number)
    {
        Instant due = _actors[number].NextDeadline;
        if (due < _woken[number])
        {
            _woken[number] = due;
            _queue.Plan(due > Now ? due : Now, new SimEvent { Kind = SimEventKind.Timer, Actor = number });
        }
    }

    /// <summary>Lets the next thing happen, if it does by <paramref name="limit"/>; otherwise the limit is now.</summary>
    public bool Step(Instant limit)
    {
        Instant next = _queue.Next;
        if (next > limit)
        {
            Now = limit > Now ? limit : Now;
            return false;
        }

        Now = next;
        Happened++;
        SimEvent item = _queue.Take();
        switch (item.Kind)
        {
            case SimEventKind.Frame:
                _actors[item.Actor].Receive(Now, item.Port, item.Tag, _frames[item.Item]);
                _frames.Release(item.Item);
                Watch(item.Actor);
                break;
            case SimEventKind.Punt:
                ((SimNode)_actors[item.Actor]).ReceivePunts(Now);
                Watch(item.Actor);
                break;
            case SimEventKind.Timer:
                Wake(item.Actor);
                break;
            default:
                Action action = _actions[item.Item]!;
                _actions[item.Item] = null;
                _freeActions.Push(item.Item);
                action();
                break;
        }

        return true;
    }

    private void Wake(int number)
    {
        // A later one of an actor's wake-ups may be left over from a deadline that has moved.
        if (_woken[number] > Now)
        {
            return;
        }

        _woken[number] = Instant.Never;
        ISimActor actor = _actors[number];
        if (actor.NextDeadline <= Now)
        {
            actor.HandleTimer(Now);
        }

        Watch(number);
    }
}
