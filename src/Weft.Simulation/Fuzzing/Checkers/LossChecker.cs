using Weft.Model;

namespace Weft.Simulation;

/// <summary>
/// A fabric at rest loses nothing: between two hosts that are known where they are, and while nothing that was done may still cost a packet, every probe arrives. Moves of others, daemons that
/// are restarted in time and lies that nobody believes are no excuse.
/// </summary>
internal sealed class LossChecker(FuzzScene scene) : IFuzzChecker
{
    /// <summary>The longest way takes less, an ARP question on the way included.</summary>
    private static readonly TimeSpan s_underway = TimeSpan.FromMilliseconds(200);

    /// <summary>After its leaf knows a host, everybody else does.</summary>
    private static readonly TimeSpan s_spread = TimeSpan.FromSeconds(1.5);

    /// <summary>Hosts that were lied about where lies are believed may be contended for.</summary>
    private static readonly TimeSpan s_lie = TimeSpan.FromMinutes(10);

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        foreach (FuzzFlow flow in scene.Flows)
        {
            if (flow.Number == probe.Flow && flow.To.Host == host)
            {
                flow.Arrive(probe);
            }
        }
    }

    public void Look(Instant now)
    {
        if (scene.Flows.Count == 0)
        {
            return;
        }

        Reach reach = Reach.Of(scene);
        foreach (FuzzFlow flow in scene.Flows)
        {
            if (flow.Probes is { } probes)
            {
                Look(now, flow, probes, reach);
            }
        }
    }

    private void Look(Instant now, FuzzFlow flow, ProbeFlow probes, Reach reach)
    {
        flow.Disturb(scene.Faults.LastFault, s_spread);
        bool works = flow.From.IsThere && flow.To.IsThere && scene.Faults.IsCalm(now) && IsTrusted(now, flow.From) && IsTrusted(now, flow.To) && reach.Joins(flow.From, flow.To);
        Instant from = works ? Latest(scene.Faults.RoughUntil, flow.From.ExcusedUntil, Latest(Known(flow.From), Known(flow.To), flow.AskedAt + s_spread)) : Instant.Never;
        for (; flow.Checked < probes.Next; flow.Checked++)
        {
            Instant sent = flow.Began + (probes.Interval * flow.Checked);
            if (sent + s_underway > now)
            {
                return;
            }

            if (sent > from && !flow.HasArrived(flow.Checked))
            {
                scene.Report("lost", $"probe {flow.Checked} of {flow.Text}, sent at {(sent - SimWorld.Start).TotalSeconds:0.000} s, does not arrive");
            }
        }
    }

    private static Instant Known(HostTruth host) => host.KnownSince == Instant.Never ? Instant.Never : host.KnownSince + s_spread;

    /// <summary>A lie that no leaf believes is no excuse where a guard keeps it from everybody.</summary>
    private static bool IsTrusted(Instant now, HostTruth host) => !IsRecent(now, host.LieHeardAt) && (!host.IsLieBelievable || !IsRecent(now, host.LiedAboutAt));

    private static bool IsRecent(Instant now, Instant lie) => lie > Instant.Zero && now - lie <= s_lie;

    private static Instant Latest(Instant a, Instant b, Instant c)
    {
        Instant later = a > b ? a : b;
        return later > c ? later : c;
    }
}
