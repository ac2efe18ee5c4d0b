using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Lab;

/// <summary>Derives namespaces, cables and the switchyard from a fabric.</summary>
public static class LabTopologyBuilder
{
    /// <summary>IFNAMSIZ minus the terminating zero.</summary>
    public const int InterfaceNameLength = 15;

    /// <summary>The interface that every host and client has.</summary>
    public const string HostInterface = "eth0";

    /// <summary>
    /// Lays a fabric out. With <paramref name="patchLinks"/> the cables between nodes pass through the switchyard too, where they can
    /// be cut; without, they are direct and a little faster. Throws <see cref="LabException"/> when two things would have the same name.
    /// </summary>
    public static LabTopology Build(Fabric fabric, bool patchLinks = true)
    {
        string yard = $"{fabric.Name}-switchyard";
        ImmutableArray<LabNamespace> namespaces = Namespaces(fabric, yard);
        List<Cable> direct = [];
        AddLinks(fabric, direct);
        AddSessions(fabric, direct);
        ImmutableArray<YardLink> links = patchLinks ? YardLinks(direct) : [];
        List<Cable> cables = patchLinks ? [.. links.SelectMany(link => link.Cables(yard))] : direct;
        AddClients(fabric, cables);
        ImmutableArray<YardPort> ports = YardPorts(fabric, yard, cables);
        ImmutableArray<YardHost> hosts = YardHosts(fabric, yard, cables);
        return new LabTopology
        {
            Fabric = fabric,
            Switchyard = yard,
            Namespaces = namespaces,
            Cables = [.. cables],
            Ports = ports,
            Hosts = hosts,
            Links = links,
        };
    }

    private static ImmutableArray<LabNamespace> Namespaces(Fabric fabric, string yard)
    {
        List<LabNamespace> all = [];
        all.AddRange(fabric.Nodes.Select(node => new LabNamespace(node.Name, LabNamespaceKind.Node)));
        all.AddRange(fabric.Hosts.Select(host => new LabNamespace(host.Name, LabNamespaceKind.Host)));
        foreach (OutsideRouter router in fabric.Outside)
        {
            all.Add(new LabNamespace(router.Name, LabNamespaceKind.Router));
            all.AddRange(router.Clients.Select(client => new LabNamespace(client.Name, LabNamespaceKind.Client)));
        }

        all.Add(new LabNamespace(yard, LabNamespaceKind.Switchyard));
        IGrouping<string, LabNamespace>? twice = all.GroupBy(item => item.Name).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? [.. all]
            : throw new LabException($"two things of {fabric.Name} are called {twice.Key}; the lab needs a name for each");
    }

    private static void AddLinks(Fabric fabric, List<Cable> cables)
    {
        foreach (FabricLink link in fabric.Links)
        {
            cables.Add(new Cable(NodeEnd(fabric, link.A), NodeEnd(fabric, link.B)));
        }
    }

    private static void AddSessions(Fabric fabric, List<Cable> cables)
    {
        int number = 0;
        foreach (OutsideRouter router in fabric.Outside)
        {
            foreach (OutsideSession session in router.Sessions)
            {
                CableEnd far = new(router.Name, session.RouterPort, DerivedMac.OfRouter(++number));
                cables.Add(new Cable(NodeEnd(fabric, session.Edge), far));
            }
        }
    }

    private static void AddClients(Fabric fabric, List<Cable> cables)
    {
        int number = 0;
        foreach (OutsideRouter router in fabric.Outside)
        {
            foreach (OutsideClient client in router.Clients)
            {
                CableEnd near = new(client.Name, HostInterface, DerivedMac.OfClient(++number));
                CableEnd far = new(router.Name, ClientPort(client), DerivedMac.OfClient(++number));
                cables.Add(new Cable(near, far));
            }
        }
    }

    private static ImmutableArray<YardLink> YardLinks(IEnumerable<Cable> cables) =>
        [.. cables.Select((cable, index) => new YardLink(cable.A, cable.B, $"a{index + 1}", $"b{index + 1}", $"wire{index + 1}"))];

    private static ImmutableArray<YardPort> YardPorts(Fabric fabric, string yard, List<Cable> cables)
    {
        ImmutableArray<YardPort>.Builder ports = ImmutableArray.CreateBuilder<YardPort>();
        foreach (FabricNode node in fabric.Nodes)
        {
            foreach (FabricPort port in node.Ports.Where(port => port.Kind is PortKind.Access or PortKind.Trunk))
            {
                int number = ports.Count + 1;
                LinkEnd end = new(node.Name, port.Name);
                string leg = $"p{number}";
                cables.Add(new Cable(NodeEnd(fabric, end), new CableEnd(yard, leg, default)));
                Dictionary<ushort, string> bridges = port.Kind == PortKind.Access
                    ? new() { [0] = $"sw{number}" }
                    : port.Subnets.ToDictionary(subnet => subnet.Vlan.Value, subnet => $"sw{number}v{subnet.Vlan}");
                ports.Add(new YardPort(end, leg, bridges));
            }
        }

        return ports.ToImmutable();
    }

    private static ImmutableArray<YardHost> YardHosts(Fabric fabric, string yard, List<Cable> cables)
    {
        ImmutableArray<YardHost>.Builder hosts = ImmutableArray.CreateBuilder<YardHost>();
        foreach (FabricHost host in fabric.Hosts)
        {
            string leg = $"h{hosts.Count + 1}";
            cables.Add(new Cable(new CableEnd(host.Name, HostInterface, host.Mac), new CableEnd(yard, leg, default)));
            hosts.Add(new YardHost(host, leg, host.At));
        }

        return hosts.ToImmutable();
    }

    /// <summary>The outside router's interface towards a client: the client's name, cut to what the kernel takes.</summary>
    public static string ClientPort(OutsideClient client) =>
        client.Name.Length <= InterfaceNameLength ? client.Name : client.Name[..InterfaceNameLength];

    private static CableEnd NodeEnd(Fabric fabric, LinkEnd end)
    {
        FabricNode node = fabric.FindNode(end.Node) ?? throw new LabException($"{end} names a node that {fabric.Name} does not have");
        int position = 0;
        while (position < node.Ports.Length && node.Ports[position].Name != end.Port)
        {
            position++;
        }

        return new CableEnd(end.Node, end.Port, DerivedMac.OfPort(node, position));
    }
}
