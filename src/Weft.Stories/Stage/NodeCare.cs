namespace Weft.Stories;

/// <summary>What an engineer does to a node: drain it, upgrade its daemon, switch it off. Remembers what is not as it was, and puts it back.</summary>
public sealed class NodeCare(INodeControls nodes)
{
    /// <summary>Nodes whose daemon does not run, by the story's will.</summary>
    private readonly SortedSet<string> _down = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _off = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _drained = new(StringComparer.Ordinal);

    /// <summary>Does what a step says; one that does not wait is over when the node has been asked.</summary>
    public void Do(NodeStep step)
    {
        switch (step)
        {
            case { Waits: true }:
                Do(step.Node, step.Act);
                break;
            case { Act: NodeAct.Drain or NodeAct.Undrain }:
                SetDrained(step.Node, step.Act == NodeAct.Drain);
                break;
            case { Act: NodeAct.Upgrade }:
                nodes.Stop(step.Node);
                nodes.StartNext(step.Node);
                break;
            case { Act: NodeAct.On }:
                nodes.PowerOn(step.Node);
                _off.Remove(step.Node);
                _down.Remove(step.Node);
                break;
            default:
                Do(step.Node, step.Act);
                break;
        }
    }

    /// <summary>Gives the manager's word.</summary>
    public void Do(ExpectStep step) => nodes.Expect(step.Host, step.At);

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

    private void SetDrained(string node, bool drained)
    {
        nodes.SetDrained(node, drained);
        _ = drained ? _drained.Add(node) : _drained.Remove(node);
    }

    private void Do(string node, NodeAct act)
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
                SetDrained(node, true);
                nodes.AwaitDrained(node, true);
                break;
            case NodeAct.Undrain:
                SetDrained(node, false);
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
}
