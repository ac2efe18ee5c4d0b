using Weft.Wire;

namespace Weft.Model;

/// <summary>Links routers outside of the fabric to its edges, and takes hosts behind them for their clients.</summary>
internal sealed class OutsideShaper(TopologyDraft draft)
{
    private const uint DefaultFabricAs = 65_000;
    private const uint FirstOutsideAs = 65_100;
    private const int LongestIpv4 = 30;

    private readonly HashSet<TopologyMachine> _clients = [];
    private readonly HashSet<(TopologyMachine Router, TopologyMachine Edge)> _sessions = [];

    public List<TopologyOutside> Routers { get; } = [];

    /// <summary>Finds the clients first: they are no hosts of the fabric.</summary>
    public void FindClients()
    {
        foreach (TopologyMachine host in draft.Of(MachineKind.Host))
        {
            bool isInside = host.Cables.Exists(cable => cable.EndsOf(MachineKind.Switch).Any());
            host.IsClient = !isInside && host.Cables.Exists(cable => cable.EndsOf(MachineKind.Outside).Any());
        }
    }

    /// <summary>A fabric has one AS: the topology's, else the one that all its switches have.</summary>
    public void ShapeFabricAs()
    {
        uint[] numbers = [.. draft.Of(MachineKind.Switch).Select(machine => machine.AsNumber ?? 0).Distinct().Take(2)];
        draft.AsNumber ??= numbers is [> 0 and uint shared] ? shared : null;
        foreach (TopologyMachine machine in draft.Of(MachineKind.Switch).Where(machine => machine.AsNumber is { } own && own != draft.AsNumber))
        {
            draft.Notes.Left(machine.Span, $"AS {machine.AsNumber} of node `{machine.Name}`", $"the nodes of a fabric share one AS, {draft.AsNumber ?? DefaultFabricAs}");
        }
    }

    public void Shape()
    {
        HashSet<uint> used = [draft.AsNumber ?? DefaultFabricAs, .. draft.Of(MachineKind.Outside).Select(machine => machine.AsNumber ?? 0)];
        foreach (TopologyMachine machine in draft.Of(MachineKind.Outside))
        {
            TopologyOutside router = new(machine);
            foreach (TopologyCable cable in machine.Cables)
            {
                AddCable(router, cable);
            }

            if (router.Sessions.Count == 0)
            {
                draft.Notes.Lost(machine.Span, $"outside router `{machine.Name}`", "no link leads to an edge");
                continue;
            }

            router.AsNumber = NumberOf(machine, used);
            Routers.Add(router);
        }
    }

    private uint NumberOf(TopologyMachine machine, HashSet<uint> used)
    {
        uint own = draft.AsNumber ?? DefaultFabricAs;
        if (machine.AsNumber is { } given && given != own)
        {
            return given;
        }

        uint number = FirstOutsideAs;
        while (!used.Add(number))
        {
            number++;
        }

        string why = machine.AsNumber is null ? "its AS is not given" : $"AS {own} is the fabric's own, and a router outside needs another";
        draft.Notes.Changed(machine.Span, $"outside router `{machine.Name}`", $"{why}; {number} is written");
        return number;
    }

    private void AddCable(TopologyOutside router, TopologyCable cable)
    {
        TopologyEnd own = cable.Ends.First(end => end.Machine == router.Machine);
        TopologyEnd[] edges = [.. cable.EndsOf(MachineKind.Switch)];
        foreach (TopologyEnd host in cable.EndsOf(MachineKind.Host).Where(end => end.Machine.IsClient && edges.Length == 0))
        {
            AddClient(router, cable, host);
        }

        if (edges.Length == 0 && !cable.EndsOf(MachineKind.Host).Any())
        {
            draft.Notes.Lost(cable.Span, $"link `{cable}`", "what is behind an outside router is not described, but for its clients");
        }

        foreach (TopologyEnd edge in edges)
        {
            if (edge.Machine.Role != NodeRole.Edge)
            {
                draft.Notes.Lost(cable.Span, $"link `{cable}`", $"outside routers are linked to edges, and `{edge.Machine.Name}` is none: {edge.Machine.RoleReason}");
            }
            else if (!_sessions.Add((router.Machine, edge.Machine)))
            {
                draft.Notes.Lost(cable.Span, $"link `{cable}`", "an outside router has one link to an edge");
            }
            else
            {
                router.Vrf ??= cable.Vrf ?? edge.Vrf;
                router.Sessions.Add(new TopologySession(edge, [.. AddressesOf(cable, edge, 1)], [.. AddressesOf(cable, own, 2)]));
            }
        }
    }

    /// <summary>The addresses of an end: as given, else the n-th of each prefix of the link.</summary>
    private static IEnumerable<GatewayAddress> AddressesOf(TopologyCable cable, TopologyEnd end, uint number)
    {
        foreach (IpPrefix prefix in cable.Prefixes.Concat(end.Addresses.Select(address => address.Prefix)).Concat(cable.Ends.SelectMany(other => other.Addresses).Select(address => address.Prefix)).Distinct())
        {
            GatewayAddress given = end.Addresses.Find(address => address.Prefix == prefix);
            GatewayAddress address = given != default ? given : new GatewayAddress(IpAddress.FromBits(prefix.Family, prefix.Address.Bits + number), prefix.Length);
            bool hasRoom = prefix.Family == AddressFamily.Ipv6 ? prefix.Length < 127 : prefix.Length <= LongestIpv4;
            if (hasRoom && AddressRules.IsUsable(address))
            {
                yield return address;
            }
        }
    }

    private void AddClient(TopologyOutside router, TopologyCable cable, TopologyEnd host)
    {
        if (!_clients.Add(host.Machine))
        {
            draft.Notes.Lost(cable.Span, $"link `{cable}` of client `{host.Machine.Name}`", "a client has one link");
            return;
        }

        const uint ClientNumber = 10;
        List<GatewayAddress> addresses = [.. host.Addresses.Concat(HostAddresses.Of(host)).Where(address => AddressRules.IsUsable(address) && address.PrefixLength < address.Address.BitCount - 1)];
        if (addresses.Count == 0)
        {
            addresses.AddRange(AddressesOf(cable, host, ClientNumber));
        }

        router.Clients.Add((host.Machine, addresses));
    }
}
