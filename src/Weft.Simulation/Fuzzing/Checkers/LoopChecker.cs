using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// No forwarding loop: packets to one destination do not circle, that is pass a node for the third time, for longer than a moment. While nodes hear of a change one after the other, and
/// while a route that was taken back is kept for a tenth of a second, two nodes may point at each other; that it ends is what is promised. Twice is no loop: stragglers of a host that has
/// moved pass a node on the way to its old place and again on the way to the new one. A node whose daemon is dead, or has not settled, keeps what it had, and is an excuse.
/// </summary>
internal sealed class LoopChecker(FuzzScene scene) : IFuzzChecker
{
    private const int Limit = 3;
    private const int Remembered = 4096;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<(int Flow, long Sequence, string Node), int> _visits = [];
    private readonly Dictionary<int, (Instant Since, Instant Last)> _loops = [];

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        if (step.Action != PlaneAction.Routed || !ProbeFrame.TryRead(frame, out ProbeArrival probe, out _))
        {
            return;
        }

        if (_visits.Count > Remembered)
        {
            _visits.Clear();
        }

        (int, long, string) key = (probe.Flow, probe.Sequence, node.Name);
        int visits = _visits[key] = _visits.GetValueOrDefault(key) + 1;
        if (visits >= Limit)
        {
            Circles(now, probe.Flow, node, step.Match);
        }
    }

    private void Circles(Instant now, int flow, SimNode node, IpPrefix match)
    {
        bool isNew = !_loops.TryGetValue(flow, out (Instant Since, Instant Last) loop) || now - loop.Last > s_moment / 2;
        Instant since = isNew || !scene.Faults.IsCalm(now) || !AllSettled() ? now : loop.Since;
        _loops[flow] = (since, now);
        if (now - since > s_moment)
        {
            scene.Report("loop", $"packets of flow {flow} to {match} have circled through {node.Name} for {(now - since).TotalMilliseconds:0} ms");
        }
    }

    private bool AllSettled()
    {
        foreach (SimNode node in scene.World.Nodes)
        {
            if (node.HasPower && node.Switch is not { Tables.Settled: true })
            {
                return false;
            }
        }

        return true;
    }
}
