namespace Weft.Model;

/// <summary>Reads a topology definition of containerlab.</summary>
internal sealed class ContainerlabReader(TopologyDraft draft)
{
    /// <summary>Words of images that make a node of kind `linux` a router.</summary>
    private static readonly string[] _routerImages = ["frr", "frrouting", "bird", "gobgp", "quagga", "vyos", "sonic", "openbgpd", "exabgp", "freertr", "holo"];

    private static readonly string[] _firewallKinds = ["panos", "pan", "fortigate", "cloudguard", "asav", "ftdv", "vsrx", "csrx", "checkpoint"];

    private static readonly string[] _hostKinds = ["linux", "generic_vm", "ext-container", "k8s-kind", "keysight_ixia-c-one", "ixia-c-one", "ostinato", "spirent_stc", "freebsd", "openbsd"];

    private readonly Dictionary<string, ContainerlabProfile> _kinds = [];
    private readonly Dictionary<string, ContainerlabProfile> _groups = [];
    private readonly HostCommands _commands = new(draft.Notes);
    private ContainerlabProfile _defaults = new();

    public void Read(SourceNode root)
    {
        TopologyMap file = new(root, TopologyPlace.ContainerlabFile, "the topology", draft.Notes);
        draft.Name = file.Scalar("name")?.Text ?? draft.Name;
        TopologyMap topology = new(file.Take("topology"), TopologyPlace.ContainerlabTopology, "`topology`", draft.Notes);
        file.Close();
        _defaults = ContainerlabProfile.Read(topology.Take("defaults"), "the defaults", draft.Notes);
        ReadProfiles(topology, "kinds", "kind", _kinds);
        ReadProfiles(topology, "groups", "group", _groups);
        foreach (SourceEntry entry in topology.Named("nodes"))
        {
            ReadNode(entry);
        }

        new ContainerlabLinks(draft).Read(topology.Items("links"));
        topology.Close();
        MatchInterfaces();
        ReadAddressPools();
    }

    private void ReadProfiles(TopologyMap topology, string key, string noun, Dictionary<string, ContainerlabProfile> target)
    {
        foreach (SourceEntry entry in topology.Named(key))
        {
            target.TryAdd(entry.Key.Text, ContainerlabProfile.Read(entry.Value, $"{noun} `{TopologyMap.Shown(entry.Key.Text)}`", draft.Notes));
        }
    }

    private void ReadNode(SourceEntry entry)
    {
        ContainerlabProfile own = ContainerlabProfile.Read(entry.Value, $"node `{TopologyMap.Shown(entry.Key.Text)}`", draft.Notes);
        string? kind = own.Kind ?? KindOfGroup(own.Group) ?? KindOfGroup(_defaults.Group) ?? _defaults.Kind;
        ContainerlabProfile? ofKind = kind is null ? null : _kinds.GetValueOrDefault(kind);
        string? group = own.Group ?? ofKind?.Group ?? _defaults.Group;
        ContainerlabProfile? ofGroup = group is null ? null : _groups.GetValueOrDefault(group);
        ContainerlabProfile profile = own.Over(ofGroup).Over(ofKind).Over(_defaults);

        TopologyMachine machine = draft.AddMachine(entry.Key.Text, entry.Key.Span);
        AddHints(machine, profile.Labels, group);
        machine.Kind = KindOf(machine, kind, profile.Image);
        foreach (SourceScalar command in profile.Commands)
        {
            if (machine.Kind == MachineKind.Host)
            {
                _commands.Apply(command, machine);
            }
            else
            {
                draft.Notes.Left(command.Span, $"command `{TopologyMap.Shown(command.Text)}`", "commands of switches are not read");
            }
        }
    }

    private string? KindOfGroup(string? group) => group is not null ? _groups.GetValueOrDefault(group)?.Kind : null;

    private static void AddHints(TopologyMachine machine, IEnumerable<KeyValuePair<string, string>> labels, string? group)
    {
        foreach ((string key, string value) in labels)
        {
            bool isSite = ContainerlabProfile.IsSite(key) && value.Length > 0;
            machine.Hints.Add(new TopologyHint(value, $"label `{TopologyMap.Shown(key)}: {TopologyMap.Shown(value)}`", Role: !isSite, Site: false, IsSite: isSite));
        }

        if (group is not null)
        {
            machine.Hints.Add(new TopologyHint(group, $"group `{TopologyMap.Shown(group)}`", IsGroup: true));
        }

        machine.Hints.Add(new TopologyHint(machine.Original, "its name"));
    }

    private MachineKind KindOf(TopologyMachine machine, string? kind, string? image)
    {
        if (kind is null)
        {
            draft.Notes.Changed(machine.Span, $"node `{machine.Name}`", "it has no kind, so it is taken for a switch");
            return MachineKind.Switch;
        }

        if (kind is "bridge" or "ovs-bridge")
        {
            return MachineKind.Bridge;
        }

        if (kind is "host" or "border0" or "mysocketio")
        {
            draft.Notes.Lost(machine.Span, $"node `{machine.Name}` of kind `{kind}`", "it is the machine that containerlab runs on, or leads there");
            return MachineKind.Gone;
        }

        if (OutsideGuess.IsOutside(machine, draft.Notes))
        {
            return MachineKind.Outside;
        }

        if (TopologyWords.Split(kind).Exists(_firewallKinds.Contains))
        {
            draft.Notes.Changed(machine.Span, $"node `{machine.Name}`", $"kind `{TopologyMap.Shown(kind)}` is a firewall, so it is an outside router");
            return MachineKind.Outside;
        }

        if (!_hostKinds.Contains(kind))
        {
            return MachineKind.Switch;
        }

        bool isRouter = image is not null && TopologyWords.Split(image).Exists(_routerImages.Contains);
        bool isSaidRole = machine.Hints.Exists(hint => hint.Role && TopologyWords.RoleIn(hint.Text) is not null && !TopologyWords.IsHost(hint.Text));
        return isRouter || isSaidRole ? MachineKind.Switch : MachineKind.Host;
    }

    /// <summary>Addresses at interfaces that no link has, such as a bond's, belong to whatever link the host has.</summary>
    private void MatchInterfaces()
    {
        Dictionary<TopologyMachine, HashSet<string>> known = [];
        foreach (TopologyEnd end in draft.Cables.SelectMany(cable => cable.Ends).Where(end => end.Machine.Kind == MachineKind.Host && end.Port is not null))
        {
            if (!known.TryGetValue(end.Machine, out HashSet<string>? ports))
            {
                known.Add(end.Machine, ports = []);
            }

            ports.Add(end.Port!);
        }

        foreach (TopologyMachine host in draft.Of(MachineKind.Host))
        {
            for (int i = 0; i < host.Addresses.Count; i++)
            {
                (string port, GatewayAddress address) = host.Addresses[i];
                if (!known.TryGetValue(host, out HashSet<string>? ports) || !ports.Contains(port.Split('.')[0]))
                {
                    host.Addresses[i] = ("", address);
                }
            }
        }
    }

    /// <summary>A topology of containerlab says nothing about subnets, so that hosts without an address share one that has room.</summary>
    private void ReadAddressPools()
    {
        const int HostsOfSmallSubnet = 200;
        int length = draft.Of(MachineKind.Host).Take(HostsOfSmallSubnet + 1).Count() > HostsOfSmallSubnet ? 16 : 24;
        draft.Pools.Set(TopologyPools.Lan, new Wire.IpPrefix(Wire.IpAddress.Ipv4(0x0A01_0000), 16), new Wire.IpPrefix(Wire.IpAddress.Ipv6(new UInt128(0x2001_0DB8_0001_0000, 0)), 48), length);
    }
}
