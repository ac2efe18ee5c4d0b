using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Where a packet leaves: the interface and the neighbour that it is handed to.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Gateway">The neighbour's address; the destination itself where it is on the interface.</param>
/// <param name="Mac">The neighbour's MAC where the route knows it; zero otherwise.</param>
/// <param name="Member">Which next hop of the route it is, from 0.</param>
internal readonly record struct Egress(RoutedInterface Interface, IpAddress Gateway, MacAddress Mac, int Member)
{
    /// <summary>The way out of a packet by a route that is no discard and no address of the node; null where the port does not carry the VRF.</summary>
    public static Egress? Choose(in FoundRoute route, VrfId vrf, IpAddress destination, uint hash, PlanePort[] ports)
    {
        if (route.Interface is { } direct)
        {
            return new Egress(direct, destination, route.Mac, 0);
        }

        int member;
        NextHop hop;
        if (route.Group is { } group)
        {
            member = group.Choose(hash);
            hop = group.Members[member];
            vrf = group.Vrf;
        }
        else
        {
            member = ChooseForeign(route, hash, ports);
            hop = route.Foreign[member];
        }

        return ports[hop.Port.Value].InterfaceOf(vrf) is { } at ? new Egress(at, hop.Gateway, MacAddress.Zero, member) : null;
    }

    private static int ChooseForeign(in FoundRoute route, uint hash, PlanePort[] ports)
    {
        int usable = 0;
        foreach (NextHop hop in route.Foreign)
        {
            usable += ports[hop.Port.Value].IsUp ? 1 : 0;
        }

        int chosen = (int)(((ulong)hash * (uint)usable) >> 32);
        for (int i = 0; i < route.Foreign.Length; i++)
        {
            if (ports[route.Foreign[i].Port.Value].IsUp && chosen-- == 0)
            {
                return i;
            }
        }

        throw new InvalidOperationException("a route without a usable next hop was found");
    }
}
