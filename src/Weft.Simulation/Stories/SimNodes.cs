using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Stories;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>The nodes of a simulated stage. Only power can be taken from the devices of a model.</summary>
internal sealed class SimNodes(SimStage stage) : INodeControls
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>From the end of a daemon until the next version runs.</summary>
    private static readonly TimeSpan s_restart = TimeSpan.FromMilliseconds(20);

    public void Kill(string node) => stage.World.Node(node).Kill();

    public void Stop(string node) => stage.World.Node(node).Stop();

    public void Start(string node) => stage.World.Node(node).StartDaemon();

    public void StartNext(string node)
    {
        stage.World.Run(s_restart);
        Start(node);
    }

    public void PowerOff(string node) => stage.World.PowerOff(stage.World.Device(node));

    public void PowerOn(string node) => stage.World.PowerOn(stage.World.Device(node));

    public void SetDrained(string node, bool drained) => stage.World.Node(node).Drain(drained);

    public void AwaitDrained(string node, bool drained)
    {
        SimNode asked = stage.World.Node(node);
        DrainPhase wanted = drained ? DrainPhase.Drained : DrainPhase.Serving;
        if (!stage.WaitUntil(() => asked.Switch?.Isis.Drain() is DrainSnapshot seen && seen.Phase == wanted && !seen.Waiting.Any(), s_patience))
        {
            throw new StoryException($"{node} is not {(drained ? "drained" : "serving")} after {s_patience.TotalSeconds:0} s");
        }
    }

    public void Expect(string host, LinkEnd at)
    {
        SimNode node = stage.World.Node(at.Node);
        FabricHost expected = node.Plan.Fabric.Hosts.First(item => item.Name == host);
        node.Expect(new HostExpectation(node.Plan.FindPort(at.Port)!.Index, expected.Mac, TimeSpan.FromSeconds(HostExpectation.UsualSeconds)));
    }

    public void AwaitSettled(string node)
    {
        if (stage.World.Device(node) is not SimNode own)
        {
            return;
        }

        int ports = own.Plan.Ports.Count(port => port.Kind == PortKind.Fabric);
        bool settled = stage.WaitUntil(
            () => own.Switch is { Tables.Settled: true } life && life.Isis.Adjacencies().Count(adjacency => adjacency.State == AdjacencyState.Up) == ports, s_patience);
        if (!settled)
        {
            throw new StoryException($"{node} has not all its neighbours {s_patience.TotalSeconds:0} s after its start");
        }
    }
}
