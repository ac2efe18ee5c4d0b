using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>The plain <c>ip</c> commands that build a laid-out fabric, in the order in which they must run.</summary>
public static class IpCommands
{
    /// <summary>Namespaces, then cables: run outside of all namespaces.</summary>
    public static IEnumerable<string> Build(LabTopology topology) =>
        topology.Namespaces.Select(item => $"netns add {item.Name}").Concat(topology.Cables.Select(Cable));

    /// <summary>Removes the namespaces; everything inside goes with them.</summary>
    public static IEnumerable<string> Remove(IEnumerable<string> namespaces) => namespaces.Select(name => $"netns del {name}");

    /// <summary>Bridges and legs of the switchyard. No spanning tree, no snooping, no learning: each bridge is a wire with taps.</summary>
    public static IEnumerable<string> Switchyard(LabTopology topology)
    {
        yield return "link set lo up";
        foreach (YardLink link in topology.Links)
        {
            yield return Bridge(link.Bridge);
            yield return $"link set {link.Bridge} up";
            yield return $"link set {link.LegA} master {link.Bridge} up";
            yield return $"link set {link.LegB} master {link.Bridge} up";
        }

        foreach (YardPort port in topology.Ports)
        {
            yield return $"link set {port.Leg} up";
            foreach ((ushort tag, string bridge) in port.Bridges.OrderBy(pair => pair.Key))
            {
                yield return Bridge(bridge);
                yield return $"link set {bridge} up";
                string leg = tag == 0 ? port.Leg : $"{port.Leg}.{tag}";
                if (tag != 0)
                {
                    yield return $"link add link {port.Leg} name {leg} type vlan id {tag}";
                }

                yield return $"link set {leg} master {bridge} up";
            }
        }

        foreach (YardHost host in topology.Hosts)
        {
            yield return host.Start is LinkEnd start
                ? $"link set {host.Leg} master {topology.BridgeFor(topology.Port(start), host.Host.Subnet)}"
                : $"link set {host.Leg} nomaster";
            yield return $"link set {host.Leg} up";
        }
    }

    /// <summary>
    /// A host's own addresses and default routes; the addresses come before the interface goes up, so that the kernel announces
    /// them the moment it does.
    /// </summary>
    public static IEnumerable<string> Host(FabricHost host) =>
        Stack(host.Addresses, [.. host.Subnet.Gateways.Where(gateway => IsFirstOfFamily(host.Subnet, host, gateway))]);

    /// <summary>Takes a host's network away, with all that it has learned.</summary>
    public static string[] ShutDown =>
    [
        $"link set {LabTopologyBuilder.HostInterface} down",
        $"addr flush dev {LabTopologyBuilder.HostInterface}",
        $"neigh flush dev {LabTopologyBuilder.HostInterface}",
    ];

    /// <summary>A client's addresses and default routes.</summary>
    public static IEnumerable<string> Client(OutsideClient client) => Stack(client.Addresses, client.RouterAddresses);

    /// <summary>An outside router's addresses on all its links.</summary>
    public static IEnumerable<string> Router(OutsideRouter router)
    {
        yield return "link set lo up";
        foreach (OutsideSession session in router.Sessions)
        {
            foreach (string line in Numbered(session.RouterPort, session.RouterAddresses))
            {
                yield return line;
            }
        }

        foreach (OutsideClient client in router.Clients)
        {
            foreach (string line in Numbered(LabTopologyBuilder.ClientPort(client), client.RouterAddresses))
            {
                yield return line;
            }
        }
    }

    /// <summary>group_fwd_mask lets through what a bridge otherwise keeps to itself, as a wire would (all but STP and pause frames).</summary>
    private static string Bridge(string name) =>
        $"link add name {name} type bridge stp_state 0 forward_delay 0 mcast_snooping 0 ageing_time 0 group_fwd_mask 0xfff8";

    private static string Cable(Cable cable) => $"link add {End(cable.A)} type veth peer {End(cable.B)}";

    private static string End(CableEnd end)
    {
        string mac = end.Mac == MacAddress.Zero ? string.Empty : $" address {end.Mac}";
        return $"name {end.Interface}{mac} netns {end.Namespace}";
    }

    private static IEnumerable<string> Stack(ImmutableArray<GatewayAddress> addresses, ImmutableArray<GatewayAddress> gateways)
    {
        const string Interface = LabTopologyBuilder.HostInterface;
        yield return "link set lo up";
        foreach (string line in Numbered(Interface, addresses))
        {
            yield return line;
        }

        foreach (GatewayAddress gateway in gateways)
        {
            yield return $"route replace {Everything(gateway.Address)} via {gateway.Address} dev {Interface}";
        }
    }

    private static IEnumerable<string> Numbered(string name, ImmutableArray<GatewayAddress> addresses)
    {
        foreach (GatewayAddress address in addresses)
        {
            // Nobody else can have the address yet; waiting for duplicate address detection would only slow the start.
            string nodad = address.Address.IsIpv6 ? " nodad" : string.Empty;
            yield return $"addr replace {address} dev {name}{nodad}";
        }

        yield return $"link set {name} up";
    }

    private static bool IsFirstOfFamily(Subnet subnet, FabricHost host, GatewayAddress gateway) =>
        host.Addresses.Any(address => gateway.Prefix.Contains(address.Address))
        && subnet.Gateways.First(other =>
            other.Address.Family == gateway.Address.Family && host.Addresses.Any(address => other.Prefix.Contains(address.Address))) == gateway;

    private static string Everything(IpAddress address) => address.IsIpv6 ? "::/0" : "0.0.0.0/0";
}
