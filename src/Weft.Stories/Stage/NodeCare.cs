namespace Weft.Stories;

/// <summary>What an engineer does to a node: drain it, upgrade its daemon, switch it off. Remembers what is not as it was, and puts it back.</summary>
public sealed class NodeCare(INodeControls nodes)
{
    /// <summary>Nodes whose daemon does not run, by the story's will.</summary>
    private readonly SortedSet<string> _down = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _off = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _drained = new(StringComparer.Ordinal);

    public void Do(string node, NodeAct act)
    {
        switch (act)
        {
            case NodeAct.Kill:
                nodes.Kill(node);
                _down.Add(node);
                break;
            case NodeAct.Stop:
                nodes.Stop(node);
                _down.Add(node);
                break;
            case NodeAct.Start:
                nodes.Start(node);
                _down.Remove(node);
                break;
            case NodeAct.Drain:
                nodes.SetDrained(node, true);
                _drained.Add(node);
                nodes.AwaitDrained(node, true);
                break;
            case NodeAct.Undrain:
                nodes.SetDrained(node, false);
                _drained.Remove(node);
                nodes.AwaitDrained(node, false);
                break;
            case NodeAct.Upgrade:
                Do(node, NodeAct.Drain);
                nodes.Stop(node);
                nodes.StartNext(node);
                nodes.AwaitSettled(node);
                Do(node, NodeAct.Undrain);
                break;
            case NodeAct.Off:
                _off.Add(node);
                nodes.PowerOff(node);
                break;
            case NodeAct.On:
                nodes.PowerOn(node);
                nodes.AwaitSettled(node);
                _off.Remove(node);
                break;
            default:
                throw new InvalidOperationException($"no act for {act}");
        }
    }

    /// <summary>Every daemon runs, every node has power, none is drained.</summary>
    public void Restore()
    {
        foreach (string node in _off.ToArray())
        {
            Do(node, NodeAct.On);
        }

        foreach (string node in _down.ToArray())
        {
            Do(node, NodeAct.Start);
        }

        foreach (string node in _drained.ToArray())
        {
            nodes.AwaitSettled(node);
            Do(node, NodeAct.Undrain);
        }
    }
}
