using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Reads a namespace's routing tables, main and those of VRFs, both families, straight from the kernel.</summary>
public static class KernelRoutes
{
    /// <summary>The protocol number of everything that Weft installs.</summary>
    public const byte WeftProtocol = 200;

    /// <summary>The protocol number of what FRR's bgpd has learned.</summary>
    public const byte BgpProtocol = 186;

    private const byte Unicast = 1;
    private const byte Unreachable = 7;
    private const byte Blackhole = 6;
    private const ushort Destination = 1;
    private const ushort OutputInterface = 4;
    private const ushort Priority = 6;
    private const ushort Multipath = 9;
    private const ushort Table = 15;
    private const ushort NextHopId = 30;
    private const int Inet = 2;
    private const int Inet6 = 10;

    /// <summary>All routes of the namespace's main table and of its VRFs.</summary>
    public static ImmutableArray<KernelRoute> Read(string inNamespace) =>
        NetworkNamespace.Run(inNamespace, () =>
        {
            List<KernelRoute> routes = [];
            using NetlinkConnection connection = new(NetlinkProtocol.Route);
            KernelNextHops nextHops = KernelNextHops.Read(connection);
            foreach (byte family in (ReadOnlySpan<byte>)[Inet, Inet6])
            {
                connection.Begin(NetlinkType.GetRoute, NetlinkFlags.Dump);
                connection.Builder.Header(new RouteHeader { Family = family });
                connection.Builder.End();
                connection.Dump(routes, (NetlinkMessage message, out KernelRoute route) => TryParse(message, nextHops, out route));
            }

            return routes.ToImmutableArray();
        });

    /// <summary>The route that the kernel takes for an address in a VRF: longest prefix, then lowest metric; null when there is none.</summary>
    public static KernelRoute? Lookup(IEnumerable<KernelRoute> routes, IpAddress address, VrfId vrf = default) =>
        routes.Where(route => route.Vrf == vrf && route.Prefix.Contains(address))
            .OrderByDescending(route => route.Prefix.Length)
            .ThenBy(route => route.Metric)
            .FirstOrDefault();

    private static bool TryParse(NetlinkMessage message, KernelNextHops nextHops, out KernelRoute route)
    {
        route = null!;
        if (!message.TryHeader(out RouteHeader header) || header.Type is not (Unicast or Unreachable or Blackhole))
        {
            return false;
        }

        IpAddress destination = header.Family == Inet6 ? IpAddress.Ipv6Any : IpAddress.Ipv4Any;
        uint table = header.Table;
        uint metric = 0;
        uint nextHop = 0;
        ImmutableArray<int>.Builder interfaces = ImmutableArray.CreateBuilder<int>();
        foreach (NetlinkAttribute attribute in message.Attributes<RouteHeader>())
        {
            switch (attribute.Type)
            {
                case Destination:
                    destination = attribute.Address;
                    break;
                case Table:
                    table = attribute.UInt32;
                    break;
                case OutputInterface:
                    interfaces.Add(attribute.Int32);
                    break;
                case Priority:
                    metric = attribute.UInt32;
                    break;
                case Multipath:
                    AddHops(attribute.Value, interfaces);
                    break;
                case NextHopId:
                    nextHop = attribute.UInt32;
                    break;
            }
        }

        if (header.Type != Unicast)
        {
            interfaces.Clear();
        }
        else if (nextHop != 0)
        {
            interfaces.Clear();
            interfaces.AddRange(nextHops.InterfacesOf(nextHop));
        }

        bool isOurs = RouteTableId.TryVrf(table, out VrfId vrf);
        route = new KernelRoute(new IpPrefix(destination, header.DestinationLength), header.Protocol, metric, interfaces.ToImmutable()) { Vrf = vrf };
        return isOurs;
    }

    /// <summary>struct rtnexthop: length 0:2, flags 2:1, weight 3:1, interface 4:4, then attributes, padded to 4.</summary>
    private static void AddHops(ReadOnlySpan<byte> hops, ImmutableArray<int>.Builder interfaces)
    {
        const int Header = 8;
        while (hops.Length >= Header)
        {
            int length = MemoryMarshal.Read<ushort>(hops);
            if (length < Header)
            {
                return;
            }

            interfaces.Add(MemoryMarshal.Read<int>(hops[4..]));
            hops = hops[Math.Min((length + 3) & ~3, hops.Length)..];
        }
    }
}
