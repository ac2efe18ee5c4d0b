using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>No guarded port lets a storm in: in a second never more frames to many than what it may let in at once and what it may let in besides in this time.</summary>
internal sealed class StormChecker(FuzzScene scene) : IFuzzChecker
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Node, PortIndex Port), (Instant Since, int Count)> _let = [];

    /// <summary>With its power a node loses count.</summary>
    public void Acting(Instant now, StoryStep step)
    {
        if (step is NodeStep { Act: NodeAct.Off or NodeAct.On })
        {
            _let.Clear();
        }
    }

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        if (step.Action != PlaneAction.Flooded || step.In.IsNone || !MacAddress.Read(frame).IsGroup
            || node.Plan.Ports[step.In.Value] is not { IsGuarded: true, IsMonitored: false, FacesHosts: true } port)
        {
            return;
        }

        (string, PortIndex) key = (node.Name, step.In);
        (Instant since, int count) = _let.GetValueOrDefault(key, (now, 0));
        (since, count) = now - since >= s_second ? (now, 1) : (since, count + 1);
        _let[key] = (since, count);
        if (count > 2 * scene.Fabric.Limits.BroadcastsPerPort)
        {
            scene.Report("storm", $"{node.Name} lets {count} frames to many in at {port.Name} within a second, {scene.Fabric.Limits.BroadcastsPerPort} are allowed");
        }
    }
}
