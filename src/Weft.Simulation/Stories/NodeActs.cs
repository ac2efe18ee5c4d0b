using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>What an engineer does to a node: drain it, upgrade its daemon, switch it off. Each waits until the node itself says that it is so.</summary>
internal sealed class NodeActs(SimStage stage)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>From the end of a daemon until the next one runs.</summary>
    private static readonly TimeSpan s_restart = TimeSpan.FromMilliseconds(20);

    private readonly SortedSet<string> _down = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _off = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _drained = new(StringComparer.Ordinal);

    public void Do(string name, NodeAct act)
    {
        if (act is NodeAct.Off or NodeAct.On)
        {
            SetPower(stage.World.Device(name), act == NodeAct.On);
            return;
        }

        SimNode node = stage.World.Node(name);
        switch (act)
        {
            case NodeAct.Kill:
                node.Kill();
                _down.Add(name);
                break;
            case NodeAct.Stop:
                node.Stop();
                _down.Add(name);
                break;
            case NodeAct.Start:
                node.StartDaemon();
                _down.Remove(name);
                break;
            case NodeAct.Drain:
                SetDrained(node, true);
                break;
            case NodeAct.Undrain:
                SetDrained(node, false);
                break;
            case NodeAct.Upgrade:
                SetDrained(node, true);
                node.Stop();
                stage.World.Run(s_restart);
                node.StartDaemon();
                AwaitSettled(node);
                SetDrained(node, false);
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
            AwaitSettled(stage.World.Node(node));
            Do(node, NodeAct.Undrain);
        }
    }

    private void SetPower(IWorldNode node, bool on)
    {
        if (!on)
        {
            _off.Add(node.Name);
            stage.World.PowerOff(node);
            return;
        }

        stage.World.PowerOn(node);
        if (node is SimNode own)
        {
            AwaitSettled(own);
        }

        _off.Remove(node.Name);
    }

    private void SetDrained(SimNode node, bool drained)
    {
        node.Drain(drained);
        _ = drained ? _drained.Add(node.Name) : _drained.Remove(node.Name);
        DrainPhase wanted = drained ? DrainPhase.Drained : DrainPhase.Serving;
        if (!stage.WaitUntil(() => node.Switch?.Isis.Drain() is DrainSnapshot seen && seen.Phase == wanted && !seen.Waiting.Any(), s_patience))
        {
            throw new StoryException($"{node.Name} is not {(drained ? "drained" : "serving")} after {s_patience.TotalSeconds:0} s");
        }
    }

    /// <summary>All its ports have their neighbours again, and what its predecessor left and it does not want is gone.</summary>
    private void AwaitSettled(SimNode node)
    {
        int ports = node.Plan.Ports.Count(port => port.Kind == PortKind.Fabric);
        bool settled = stage.WaitUntil(
            () => node.Switch is { Tables.Settled: true } life && life.Isis.Adjacencies().Count(adjacency => adjacency.State == Wire.Isis.AdjacencyState.Up) == ports,
            s_patience);
        if (!settled)
        {
            throw new StoryException($"{node.Name} has not all its neighbours {s_patience.TotalSeconds:0} s after its start");
        }
    }
}
