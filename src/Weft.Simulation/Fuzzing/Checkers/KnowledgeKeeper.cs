using Weft.Model;

namespace Weft.Simulation;

/// <summary>Notes since when the leaf of each host knows all its addresses at the right port, and its bridge has seen it nowhere else. From then on nobody else's frames may change that.</summary>
internal sealed class KnowledgeKeeper(FuzzScene scene) : IFuzzChecker
{
    public void Look(Instant now)
    {
        foreach (HostTruth host in scene.Hosts)
        {
            if (host.KnownSince == Instant.Never && host.IsThere && IsKnown(host))
            {
                host.KnownSince = now;
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
                    && row.Port == port && row.Mac == host.Host.Mac
                    && node.Plane.Macs.TryGetValue(new AttachedMacKey(segment.Id, row.Mac), out BridgeEntry entry) && entry.Port == port;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }
}
