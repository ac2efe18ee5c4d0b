using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Makes the fabric of a draft without errors: fills in what is derived and resolves every reference.</summary>
internal sealed class FabricBuilder
{
    /// <summary>02:57:46:00:00:00: the n-th host's MAC is this plus n. Locally administered.</summary>
    private const ulong HostMacBase = 0x0257_4600_0000;

    private readonly FabricDraft _draft;
    private readonly Dictionary<DraftSubnet, Subnet> _subnets = [];

    private FabricBuilder(FabricDraft draft) => _draft = draft;

    public static Fabric Build(FabricDraft draft) => new FabricBuilder(draft).Build();

    /// <summary>The MAC of a host: as given or derived.</summary>
    public static MacAddress MacOf(DraftHost host) => host.Mac?.Value ?? MacAddress.FromValue(HostMacBase + (ulong)host.Index);

    private Fabric Build()
    {
        Dictionary<DraftSubnet, byte> vrids = VridAssignment.Assign(_draft.Subnets.Items);
        foreach (DraftSubnet subnet in _draft.Subnets.Items)
        {
            _subnets.Add(subnet, BuildSubnet(subnet, vrids[subnet]));
        }

        HostAddressing addressing = new(_draft);
        FabricHost[] hosts = [.. _draft.Hosts.Select(host => BuildHost(host, addressing))];
        PolicyBuilder policies = new(_draft, hosts);
        return new Fabric
        {
            Name = _draft.Name,
            Sites = [.. _draft.Sites.Items.Select(site => site.Site)],
            Vrfs = [.. _draft.Vrfs.Items.Select(vrf => vrf.Vrf)],
            Imports = [.. _draft.Imports.Select(BuildImport)],
            Subnets = [.. _draft.Subnets.Items.Select(subnet => _subnets[subnet])],
            Nodes = [.. _draft.Nodes.Items.Select(BuildNode)],
            Links = [.. _draft.Links.Select(BuildLink)],
            Hosts = [.. hosts],
            Policies = policies.Policies(),
            PolicyAssignment = policies.Assignment(),
            Outside = [.. _draft.Outside.Select(BuildOutside)],
            AsNumber = _draft.AsNumber.Value,
            Announce = [.. _draft.Announce.Select(prefix => prefix.Value)],
            HostRouting = _draft.HostRouting,
            IsisKeyFile = _draft.IsisKeyFile,
            Isis = _draft.Isis,
            Timers = _draft.Timers,
            Limits = _draft.Limits,
        };
    }

    private static Subnet BuildSubnet(DraftSubnet subnet, byte vrid) => new()
    {
        Name = subnet.Name,
        Index = subnet.Index,
        Vrf = subnet.Vrf!.Vrf,
        Vlan = subnet.Vlan!.Value.Value,
        Vrid = vrid,
        Gateways = [.. subnet.Gateways.Select(gateway => gateway.Value).OrderBy(gateway => gateway.Address.Family)],
        Home = subnet.Home?.Value.Site,
        Backup = [.. subnet.Backup.Select(site => site.Value.Site)],
        Sites = subnet.Sites is null ? null : [.. subnet.Sites.Select(site => site.Value.Site)],
        Scope = subnet.Scope,
        VrrpVersion = subnet.Vrrp?.Value ?? 0,
        DhcpServers = [.. subnet.DhcpServers],
    };

    private VrfImport BuildImport(DraftImport import) => new(
        import.Into.Vrf.Id,
        import.From.Vrf.Id,
        [
            .. (import.Prefixes?.Select(prefix => prefix.Value)
                ?? _draft.Subnets.Items.Where(subnet => subnet.Vrf == import.From).SelectMany(subnet => subnet.Gateways).Select(gateway => gateway.Value.Prefix))
                .Distinct().Order(),
        ]);

    private FabricNode BuildNode(DraftNode node) => new()
    {
        Name = node.Name,
        Index = node.Index,
        Site = node.Site!.Site,
        Role = node.Role!.Value,
        SystemId = node.SystemId.Value,
        Loopback4 = node.Loopback4.Value,
        Loopback6 = node.Loopback6.Value,
        Ports = [.. node.Ports.Select(BuildPort)],
    };

    private FabricPort BuildPort(DraftPort port) => new()
    {
        Name = port.Name,
        Kind = port.Kind,
        Subnets = Resolve(port.Subnets),
        Foreign = Resolve(port.Foreign),
        Moves = port.Moves,
        ServesDhcp = port.ServesDhcp,
        Guard = port.Guard,
        Bpdu = port.Bpdu,
        IsMonitored = port.IsMonitored,
        Metric = port.Metric,
        Bfd = port.Bfd,
        Peer = port.Peer,
        Vrf = port.Vrf,
        Addresses = [.. port.Addresses],
    };

    private FabricLink BuildLink(DraftLink link) => new()
    {
        A = new LinkEnd(link.A.Name, link.PortA.Name),
        B = new LinkEnd(link.B.Name, link.PortB.Name),
        Metric = link.Metric,
        Bfd = link.Bfd,
        IsInterconnect = link.A.Site != link.B.Site,
        Bridges = Resolve(link.Bridges.Select(bridge => bridge.Value)),
    };

    private FabricHost BuildHost(DraftHost host, HostAddressing addressing) => new()
    {
        Name = host.Name,
        Mac = MacOf(host),
        Subnet = _subnets[host.Subnet!],
        Addresses = host.DerivesAddresses
            ? addressing.Next(host.Subnet!)
            : [.. host.Addresses.Select(address => address.Value).OrderBy(address => address.Address.Family)],
        At = host.At,
    };

    private static OutsideRouter BuildOutside(DraftOutside router) => new()
    {
        Name = router.Name,
        AsNumber = router.AsNumber!.Value.Value,
        Vrf = router.Vrf?.Value.Vrf,
        Sessions = [.. router.Sessions.Select(BuildSession)],
        Clients = [.. router.Clients],
    };

    private static OutsideSession BuildSession(DraftSession session) => new()
    {
        Edge = new LinkEnd(session.Edge.Name, session.Port.Name),
        RouterPort = session.RouterPort,
        RouterAddresses = [.. session.RouterAddresses],
        EdgeAddresses = [.. session.Port.Addresses],
        Announce = session.Announce.Value,
    };

    private ImmutableArray<Subnet> Resolve(IEnumerable<DraftSubnet> subnets) => [.. subnets.Select(subnet => _subnets[subnet])];
}
