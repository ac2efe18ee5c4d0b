using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routes of a classic router at this moment; a bridge has none.</summary>
internal sealed class ClassicNodeRoutes(ClassicNode node) : INodeRoutes
{
    public ImmutableArray<IpPrefix> Told => [.. node.Router.Routes.Prefixes];

    public bool HasHostRoute(IpAddress address, VrfId vrf = default) => false;

    public ImmutableArray<string> NextFor(IpAddress address, VrfId vrf = default)
    {
        if (node.Router.InterfaceFor(address) is not null)
        {
            return [node.Name];
        }

        return [.. (node.Router.Routes.Lookup(address)?.Hops ?? []).Select(hop => node.Plan.Node.Ports[hop.Port.Value].Peer!).Distinct()];
    }
}
