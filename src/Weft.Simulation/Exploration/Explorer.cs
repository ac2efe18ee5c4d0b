using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>Goes through every interleaving of what can happen to a small fabric, breadth first, each state once, and checks the properties of claims
/// and epochs in all of them. The first violation that it finds is a shortest one. No randomness: the same bounds give the same answer.</summary>
public sealed class Explorer
{
    /// <summary>So many events of one step are told.</summary>
    private const int ShownEvents = 20;

    private readonly ExplorationBounds _bounds;
    private readonly ExploredWorld _world;
    private readonly SituationStore _store = new();
    private readonly SituationStore _rested = new();
    private readonly List<int> _parents = [];
    private readonly List<uint> _choices = [];
    private readonly List<ushort> _depths = [];
    private readonly List<Choice> _menu = [];
    private readonly List<Choice> _open = [];
    private readonly Situation _before = new();
    private readonly Situation _after = new();
    private readonly ClosingRun _closing = new();
    private readonly NoPingPong _noPingPong = new();
    private readonly IExploredProperty[] _properties;
    private long _transitions;

    public Explorer(ExplorationBounds bounds, BrokenRule broken = BrokenRule.None)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bounds.Leaves, ExplorationBounds.MaximumLeaves);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bounds.Addresses, ExplorationBounds.MaximumAddresses);
        _bounds = bounds;
        _world = new ExploredWorld(new ExploredFabric(bounds), broken);
        _properties = [new Agreement(), new Monotonic(), new DatedEvidence(), new NoTheft(), new NoLoss(), new Convergence(), _noPingPong];
    }

    /// <summary>Explores until everything was seen, a bound is reached, or a property does not hold.</summary>
    public ExplorationResult Run()
    {
        _world.Begin();
        Note(parent: -1, choice: default, depth: 0);
        bool isComplete = true;
        for (int number = 0; number < _store.Count; number++)
        {
            if (_depths[number] >= _bounds.Depth || _store.Count >= _bounds.States)
            {
                isComplete = false;
                break;
            }

            if (Expand(number) is { } violation)
            {
                return Result(isComplete: false, violation);
            }
        }

        return Result(isComplete, violation: null);
    }

    private ExplorationViolation? Expand(int number)
    {
        _before.CopyFrom(_store[number]);
        _world.Now.CopyFrom(_before.Octets);
        ChoiceMenu.Fill(_world, _menu);
        foreach (Choice choice in _menu)
        {
            _world.Now.CopyFrom(_before.Octets);
            _world.ClearEvents();
            _world.Play(choice);
            _transitions++;
            if (CheckStep(choice) is var (property, fault))
            {
                return Tell(number, choice, [], property, fault);
            }

            if (Note(number, choice, _depths[number] + 1) && CheckRest() is var (rested, wrong))
            {
                return Tell(number, choice, [.. _closing.Steps], rested, wrong);
            }
        }

        return null;
    }

    /// <summary>Keeps the present situation when it is new.</summary>
    private bool Note(int parent, Choice choice, int depth)
    {
        if (!_store.Add(_world.Now.Octets))
        {
            return false;
        }

        _parents.Add(parent);
        _choices.Add(choice.Code);
        _depths.Add((ushort)depth);
        return true;
    }

    private (string Property, string Fault)? CheckStep(Choice choice)
    {
        foreach (IExploredProperty property in _properties)
        {
            if (property.CheckStep(_world, _before, choice) is { } fault)
            {
                return (property.Name, fault);
            }
        }

        return null;
    }

    /// <summary>Lets a situation come to rest when nothing is under way in it, and looks what has become of it. Others come to rest in steps
    /// that are explored anyway.</summary>
    private (string Property, string Fault)? CheckRest()
    {
        if (!MayRest())
        {
            return null;
        }

        _after.CopyFrom(_world.Now.Octets);
        _after.Late.Clear();
        if (!_rested.Add(_after.Octets))
        {
            return null;
        }

        if (!_closing.Run(_world))
        {
            return (nameof(Convergence), "the fabric never comes to rest");
        }

        foreach (IExploredProperty property in _properties)
        {
            if (property.CheckRest(_world) is { } fault)
            {
                return (property.Name, fault);
            }
        }

        return null;
    }

    private bool MayRest()
    {
        _open.Clear();
        ChoiceMenu.AddFlooding(_world, _open);
        return _world.Now.Prompt[0] == 0 && !ChoiceMenu.IsUnderWay(_open);
    }

    private ExplorationViolation Tell(int number, Choice last, Choice[] closing, string property, string fault)
    {
        Stack<Choice> path = new([last]);
        for (int at = number; at > 0; at = _parents[at])
        {
            path.Push(Choice.Of(_choices[at]));
        }

        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        _world.Now.CopyFrom(_store[0]);
        foreach (Choice choice in path)
        {
            Say(choice, lines);
        }

        if (closing.Length > 0)
        {
            lines.Add("then events stop:");
            _world.ClearEvents();
            _closing.Run(_world);
            AddEvents(lines);
        }

        return new ExplorationViolation(property, fault, lines.ToImmutable());
    }

    private void Say(Choice choice, ImmutableArray<string>.Builder lines)
    {
        lines.Add(ChoiceText.Describe(_world, choice));
        _world.ClearEvents();
        _world.Play(choice);
        AddEvents(lines);
    }

    private void AddEvents(ImmutableArray<string>.Builder lines)
    {
        foreach ((int leaf, NodeEvent told) in _world.Events.Take(ShownEvents))
        {
            lines.Add($"    leaf{leaf + 1}: {told.Text}");
        }

        if (_world.Events.Count > ShownEvents)
        {
            lines.Add($"    and {_world.Events.Count - ShownEvents} more");
        }
    }

    private ExplorationResult Result(bool isComplete, ExplorationViolation? violation) => new()
    {
        States = _store.Count,
        Transitions = _transitions,
        Depth = _depths[^1],
        Rests = _rested.Count,
        LeafStates = _world.LeafStates,
        LeafSteps = _world.LeafSteps,
        HighestEpoch = _noPingPong.Highest,
        IsComplete = isComplete,
        Violation = violation,
    };
}
