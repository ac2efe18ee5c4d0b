using Weft.Wire;

namespace Weft.Linux;

/// <summary>Routes as rtnetlink messages (struct rtmsg and RTA_* attributes).</summary>
internal static class RouteCodec
{
    private const ushort Destination = 1;
    private const ushort OutputInterface = 4;
    private const ushort Gateway = 5;
    private const ushort Priority = 6;
    private const ushort PreferredSource = 7;
    private const ushort TableAttribute = 15;
    private const ushort Via = 18;
    private const ushort NextHopId = 30;
    private const byte ScopeUniverse = 0;
    private const byte ScopeLink = 253;
    private const byte ScopeNowhere = 255;
    private const uint ClonedFlag = 0x200;

    internal static void WritePut(NetlinkConnection connection, in KernelRoute route)
    {
        connection.Begin(NetlinkType.NewRoute, NetlinkFlags.Create | NetlinkFlags.Replace);
        bool onLink = route.NextHopId == 0 && route.InterfaceIndex != 0 && route.Gateway.IsUnspecified;
        WriteKey(connection.Builder, route, onLink && route.Prefix.Address.IsIpv4 ? ScopeLink : ScopeUniverse, (byte)route.Type);
        WriteTarget(connection.Builder, route);
        connection.Builder.End();
    }

    internal static void WriteDelete(NetlinkConnection connection, in KernelRoute route)
    {
        connection.Begin(NetlinkType.DeleteRoute, NetlinkFlags.None);
        WriteKey(connection.Builder, route, ScopeNowhere, (byte)KernelRouteType.Unspecified);
        connection.Builder.End();
    }

    internal static void WriteDump(NetlinkConnection connection, byte family, byte protocol)
    {
        connection.Begin(NetlinkType.GetRoute, NetlinkFlags.Dump);
        connection.Builder.Header(new RouteHeader { Family = family, Protocol = protocol });
        connection.Builder.End();
    }

    /// <summary>Reads a route; false for messages that are none, and for the IPv6 cache.</summary>
    internal static bool TryRead(NetlinkMessage message, out KernelRoute route)
    {
        route = default;
        if (message.Type is not (NetlinkType.NewRoute or NetlinkType.DeleteRoute)
            || !message.TryHeader(out RouteHeader header)
            || header.Family is not (KernelFamily.Ipv4 or KernelFamily.Ipv6)
            || (header.Flags & ClonedFlag) != 0)
        {
            return false;
        }

        IpAddress destination = header.Family == KernelFamily.Ipv6 ? IpAddress.Ipv6Any : IpAddress.Ipv4Any;
        KernelRoute read = new()
        {
            Table = header.Table,
            Prefix = default,
            Protocol = header.Protocol,
            Type = (KernelRouteType)header.Type,
        };
        foreach (NetlinkAttribute attribute in message.Attributes<RouteHeader>())
        {
            switch (attribute.Type)
            {
                case Destination:
                    destination = attribute.Address;
                    break;
                case OutputInterface:
                    read = read with { InterfaceIndex = attribute.Int32 };
                    break;
                case Gateway:
                    read = read with { Gateway = attribute.Address };
                    break;
                case Via when attribute.Value.Length > 2:
                    read = read with { Gateway = ReadVia(attribute.Value) };
                    break;
                case Priority:
                    read = read with { Metric = attribute.UInt32 };
                    break;
                case PreferredSource:
                    read = read with { PreferredSource = attribute.Address };
                    break;
                case TableAttribute:
                    read = read with { Table = attribute.UInt32 };
                    break;
                case NextHopId:
                    read = read with { NextHopId = attribute.UInt32 };
                    break;
                default:
                    break;
            }
        }

        if (header.DestinationLength > destination.BitCount)
        {
            return false;
        }

        route = Canonical(read, new IpPrefix(destination, header.DestinationLength));
        return true;
    }

    /// <summary>The kernel repeats the interface and gateway behind a next-hop object, and gives IPv6 discard routes the loopback
    /// interface; what this project compares has neither.</summary>
    private static KernelRoute Canonical(KernelRoute read, IpPrefix prefix) =>
        read.NextHopId != 0 || read.Type == KernelRouteType.Blackhole
            ? read with { Prefix = prefix, InterfaceIndex = 0, Gateway = default }
            : read with { Prefix = prefix };

    private static void WriteKey(NetlinkBuilder builder, in KernelRoute route, byte scope, byte type)
    {
        builder.Header(new RouteHeader
        {
            Family = KernelFamily.Of(route.Prefix.Address),
            DestinationLength = route.Prefix.Length,
            Table = route.Table < 256 ? (byte)route.Table : (byte)0,
            Protocol = route.Protocol,
            Scope = scope,
            Type = type,
        });
        builder.Add(Destination, route.Prefix.Address);
        builder.Add(Priority, route.Metric);
        builder.Add(TableAttribute, route.Table);
    }

    private static void WriteTarget(NetlinkBuilder builder, in KernelRoute route)
    {
        if (!route.PreferredSource.IsUnspecified)
        {
            builder.Add(PreferredSource, route.PreferredSource);
        }

        if (route.NextHopId != 0)
        {
            builder.Add(NextHopId, route.NextHopId);
            return;
        }

        if (route.InterfaceIndex != 0)
        {
            builder.Add(OutputInterface, route.InterfaceIndex);
        }

        if (route.Gateway.IsUnspecified)
        {
            return;
        }

        if (route.Gateway.Family == route.Prefix.Family)
        {
            builder.Add(Gateway, route.Gateway);
            return;
        }

        // RTA_VIA: family 0:2, then the address. This is how an IPv4 route has an IPv6 gateway (RFC 5549).
        Span<byte> via = stackalloc byte[2 + 16];
        via[0] = KernelFamily.Of(route.Gateway);
        via[1] = 0;
        builder.Add(Via, via[..(2 + route.Gateway.Write(via[2..]))]);
    }

    private static IpAddress ReadVia(ReadOnlySpan<byte> via) => via.Length switch
    {
        6 => IpAddress.ReadIpv4(via[2..]),
        18 => IpAddress.ReadIpv6(via[2..]),
        _ => default,
    };
}
