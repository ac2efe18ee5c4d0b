using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>What an engineer does to a node: drain it, upgrade its daemon, switch it off. Each waits until the node itself says that it is so.</summary>
internal sealed class NodeCare(NativeLab lab)
{
    private readonly PowerSwitch _power = new(lab, new CommandRunner(lab.Options.Echo));

    /// <summary>Nodes whose daemon does not run, by the story's will.</summary>
    private readonly HashSet<string> _down = [];
    private readonly HashSet<string> _off = [];
    private readonly HashSet<string> _drained = [];

    public void Do(string node, NodeAct act)
    {
        switch (act)
        {
            case NodeAct.Kill:
                lab.Daemons.Kill(node);
                _down.Add(node);
                break;
            case NodeAct.Stop:
                lab.Daemons.Stop(node);
                _down.Add(node);
                break;
            case NodeAct.Start:
                lab.Daemons.Start(node);
                _down.Remove(node);
                break;
            case NodeAct.Drain:
                SetDrained(node, true);
                break;
            case NodeAct.Undrain:
                SetDrained(node, false);
                break;
            case NodeAct.Upgrade:
                Upgrade(node);
                break;
            case NodeAct.Off:
                _off.Add(node);
                _power.Off(node);
                break;
            default:
                _power.On(node);
                AwaitSettled(node);
                _off.Remove(node);
                break;
        }
    }

    /// <summary>Every daemon runs, every node has power, none is drained.</summary>
    public void Restore()
    {
        foreach (string node in _off.Order(StringComparer.Ordinal).ToArray())
        {
            Do(node, NodeAct.On);
        }

        foreach (string node in _down.Order(StringComparer.Ordinal).ToArray())
        {
            Do(node, NodeAct.Start);
        }

        foreach (string node in _drained.Order(StringComparer.Ordinal).ToArray())
        {
            AwaitSettled(node);
            Do(node, NodeAct.Undrain);
        }
    }

    private void Upgrade(string node)
    {
        SetDrained(node, true);
        lab.Daemons.Stop(node);
        lab.Daemons.Start(node, lab.Options.NextDaemon);
        AwaitSettled(node);
        SetDrained(node, false);
    }

    private void SetDrained(string node, bool drained)
    {
        string act = drained ? ApiFormat.DoDrain : ApiFormat.DoUndrain;
        NodeReport? answer = Ask(node, ApiFormat.Drain, act);
        if (answer?.Drain is null)
        {
            throw new LabException($"{node} does not {act}: {answer?.Error ?? "no answer"}");
        }

        _ = drained ? _drained.Add(node) : _drained.Remove(node);
        string state = drained ? "drained" : "serving";
        if (!Wait.Until(() => Ask(node, ApiFormat.Drain)?.Drain is { WaitsFor.IsEmpty: true } report && report.State == state, lab.Options.Patience))
        {
            throw new LabException($"{node} is not {state} after {lab.Options.Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>All its ports have their neighbours again, and what its predecessor left and it does not want is gone.</summary>
    private void AwaitSettled(string node)
    {
        StatusReport? status = null;
        if (!Wait.Until(
            () => (status = Ask(node, ApiFormat.Status)?.Status) is { Ready: true, Settled: true } && status.AdjacenciesUp == status.FabricPorts, lab.Options.Patience))
        {
            string seen = status is null ? "does not answer" : $"has {status.AdjacenciesUp} of {status.FabricPorts} neighbours";
            throw new LabException($"{node} {seen} {lab.Options.Patience.TotalSeconds:0} s after its start");
        }
    }

    private NodeReport? Ask(string node, string table, string? act = null) =>
        NodeApi.Ask(LabPaths.Socket(lab.Name, node), new ApiRequest { Get = table, Do = act });
}
