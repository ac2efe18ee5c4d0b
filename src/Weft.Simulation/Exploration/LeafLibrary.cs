using Weft.Protocols.Hosts;

namespace Weft.Simulation;

/// <summary>All states of one leaf that were ever reached, and where each input leads from there. An engine is asked once for each state and
/// input; after that the answer is looked up. States that can behave alike are one state.</summary>
internal sealed class LeafLibrary
{
    private readonly ExploredFabric _fabric;
    private readonly int _leaf;
    private readonly BrokenRule _broken;
    private readonly List<LeafState> _states = [];
    private readonly Dictionary<long[], int> _ids = new(new WordsComparer());
    private readonly Dictionary<(int State, LeafInput Input), LeafStep> _steps = [];
    private readonly StateWriter _writer = new();

    public LeafLibrary(ExploredFabric fabric, int leaf, BrokenRule broken)
    {
        _fabric = fabric;
        _leaf = leaf;
        _broken = broken;
        LeafNode first = new(fabric, leaf, broken);
        Intern(first, 0, default);
    }

    /// <summary>Number of distinct states of this leaf.</summary>
    public int Count => _states.Count;

    /// <summary>Number of state and input pairs that an engine was asked for.</summary>
    public int Steps => _steps.Count;

    public LeafState this[int id] => _states[id];

    /// <summary>What an input does in a state.</summary>
    public LeafStep Take(int state, in LeafInput input)
    {
        if (!_steps.TryGetValue((state, input), out LeafStep? step))
        {
            LeafNode node = Rebuild(state);
            node.Take(input);
            step = new LeafStep(Intern(node, state, input), [.. node.Probes], [.. node.Events]);
            _steps.Add((state, input), step);
        }

        return step;
    }

    /// <summary>A leaf in a state. Engines cannot be copied, so a new one lives through what led there.</summary>
    public LeafNode Rebuild(int state)
    {
        Stack<LeafInput> inputs = [];
        for (LeafState at = _states[state]; at.Id != 0; at = _states[at.Parent])
        {
            inputs.Push(at.By);
        }

        LeafNode node = new(_fabric, _leaf, _broken);
        foreach (LeafInput input in inputs)
        {
            node.Take(input);
        }

        return node;
    }

    private LeafState Intern(LeafNode node, int parent, in LeafInput by)
    {
        node.WriteState(_writer);
        long[] words = [.. _writer.Words];
        if (_ids.TryGetValue(words, out int id))
        {
            return _states[id];
        }

        LeafState state = node.Show(_states.Count, parent, by);
        _ids.Add(words, state.Id);
        _states.Add(state);
        return state;
    }
}
