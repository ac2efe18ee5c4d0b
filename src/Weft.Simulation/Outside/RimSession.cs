using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A BGP session between an edge and a router outside, reduced to what comes of it: each side knows after a while what the other has.</summary>
internal sealed class RimSession
{
    public required int Number { get; init; }

    public required IWorldNode Edge { get; init; }

    public required PortPlan Port { get; init; }

    public required SimRouter Router { get; init; }

    public required OutsideSession Plan { get; init; }

    public required SimLink Link { get; init; }

    public VrfId Vrf => Router.Plan.VrfId;

    public bool IsUp { get; set; }

    /// <summary>What the edge has told, by prefix.</summary>
    public Dictionary<IpPrefix, uint> Told { get; } = [];

    /// <summary>The MED with which the edge announces a route over this session; null when it does not: what <c>redistribute kernel</c> with the route map of
    /// the rim lets out.</summary>
    public uint? Announced(RouteKey key) => MayAnnounce(key.Prefix) ? Edge.OutsideMetric(key) : null;

    private bool MayAnnounce(IpPrefix prefix)
    {
        foreach (Subnet subnet in Edge.Plan.Fabric.Subnets)
        {
            if (subnet.Vrf.Id == Vrf && subnet.Gateways.Any(gateway => gateway.Prefix.Contains(prefix)))
            {
                return true;
            }
        }

        return Plan.Announce.Mode == AnnounceMode.Summary && Plan.Announce.Prefixes.Any(summary => summary.Contains(prefix));
    }
}
