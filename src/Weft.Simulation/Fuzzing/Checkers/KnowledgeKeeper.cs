using Weft.Model;

namespace Weft.Simulation;

/// <summary>
/// Notes since when the leaf of each host knows all its addresses at the right port. From then on nobody else's frames may change that. A host that goes on sending is known soon, even if all it
/// sends is the data that it sent before it moved.
/// </summary>
internal sealed class KnowledgeKeeper(FuzzScene scene) : IFuzzChecker
{
    /// <summary>Data from a place that was given up counts again after the guard time; a claim that must be verified takes its time, too.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);

    public void Look(Instant now)
    {
        foreach (HostTruth host in scene.Hosts)
        {
            if (host.KnownSince == Instant.Never && host.IsOn && IsKnown(host))
            {
                host.KnownSince = now;
            }
        }

        foreach (FuzzFlow flow in scene.Flows)
        {
            HostTruth host = flow.From;
            Instant quiet = host.Since > scene.Faults.RoughUntil ? host.Since : scene.Faults.RoughUntil;
            bool mustBeKnown = flow.Number != 0 && now - quiet > s_soon && now - flow.Began > s_soon && host.LiedAboutAt == Instant.Zero && scene.Faults.IsWhole;
            if (mustBeKnown && host.KnownSince == Instant.Never)
            {
                scene.Report("unlearned", $"the leaf of {host.Name} does not know all its addresses at {host.Host.Place}, though it has sent probes for {(now - quiet).TotalSeconds:0.0} s");
            }
        }
    }

    private bool IsKnown(HostTruth host)
    {
        if (host.Host.Place is not LinkEnd place || scene.World.Node(place.Node) is not { Switch: { } life } node)
        {
            return false;
        }

        PortIndex port = node.Plan.FindPort(place.Port)!.Index;
        foreach (GatewayAddress address in host.Origin.Addresses)
        {
            bool found = false;
            foreach (SegmentPlan segment in node.Plan.Segments)
            {
                found |= segment.Vrf == host.Vrf && life.Tables.Bindings.TryGet(new BindingKey(segment.Id, address.Address), out BindingRow row)
                    && row.Port == port && row.Mac == host.Host.Mac;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }
}
