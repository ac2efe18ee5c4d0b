using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the nodes and groups of netlab.</summary>
internal sealed class NetlabMachines(TopologyDraft draft, NetlabReader file)
{
    private const uint MostIds = 1_000_000;

    private readonly List<NetlabNode> _nodes = [];
    private readonly Dictionary<string, NetlabNode> _byName = [];
    private readonly HashSet<uint> _ids = [];
    private string? _device;

    public void Read(TopologyMap map)
    {
        NestedKeys nested = new(draft.Notes);
        _device = nested.Read(map.Take("defaults"), "`defaults` of the topology", TopologyNoteKind.Left, "device")?.Text;
        NetlabGroups groups = new(draft, file);
        groups.Read(map.Named("groups"));
        ReadNodes(map.Take("nodes"));
        foreach (SourceScalar member in groups.AutoCreated.Where(member => !_byName.ContainsKey(member.Text)))
        {
            Add(member.Text, member.Span, body: null);
        }

        groups.Assign(_byName);
        uint next = 0;
        foreach (NetlabNode node in _nodes)
        {
            node.Id ??= NextId(ref next);
            Finish(node);
        }
    }

    private uint NextId(ref uint next)
    {
        while (!_ids.Add(++next))
        {
        }

        return next;
    }

    /// <summary>Nodes are a list of names, a list of mappings with a `name`, or a mapping by name.</summary>
    private void ReadNodes(SourceNode? nodes)
    {
        switch (nodes)
        {
            case SourceMap map:
                foreach (SourceEntry entry in map.Entries)
                {
                    Add(entry.Key.Text, entry.Key.Span, entry.Value);
                }

                break;

            case SourceList list:
                foreach (SourceNode item in list.Items)
                {
                    ReadItem(item);
                }

                break;

            case null or SourceScalar { IsNull: true }:
                break;

            default:
                draft.Notes.Fault(nodes.Span, "`nodes` of the topology", $"it must be a list or a mapping, but here is {nodes.Noun}");
                break;
        }
    }

    private void ReadItem(SourceNode item)
    {
        if (item is SourceScalar { IsNull: false } name)
        {
            Add(name.Text, name.Span, body: null);
        }
        else if (item is SourceMap map && map.Find("name")?.Value is SourceScalar { IsNull: false } given)
        {
            Add(given.Text, given.Span, item);
        }
        else
        {
            draft.Notes.Fault(item.Span, "a node", "write its name, or a mapping with a `name`");
        }
    }

    private void Add(string name, SourceSpan span, SourceNode? body)
    {
        if (_byName.TryGetValue(name, out NetlabNode? earlier))
        {
            draft.Notes.Fault(span, $"node `{TopologyMap.Shown(name)}`", $"it is there twice, first in line {earlier.Machine.Span.Line}");
            return;
        }

        NetlabNode node = new(draft.AddMachine(name, span));
        _byName.Add(name, node);
        _nodes.Add(node);
        ReadBody(node, new TopologyMap(body, TopologyPlace.NetlabNode, $"node `{TopologyMap.Shown(name)}`", draft.Notes));
    }

    private void ReadBody(NetlabNode node, TopologyMap map)
    {
        NestedKeys nested = new(draft.Notes);
        map.Take("name");
        if (map.Number("id", 1, MostIds) is { } id && _ids.Add((uint)id))
        {
            node.Id = (uint)id;
        }

        node.Role = map.Scalar("role")?.Text;
        node.Device = map.Scalar("device")?.Text;
        node.OwnGroups.AddRange(map.Scalars("group"));
        node.AsNumber = (uint?)nested.Number(nested.Read(map.Take("bgp"), $"`bgp` of node `{node.Machine.Name}`", TopologyNoteKind.Left, "as"), 1, uint.MaxValue - 1);
        ReadLoopback(node, map.Take("loopback"));
        file.ReadVrfs(map.Named("vrfs"));
        file.ReadVlans(map.Named("vlans"));
        map.Close();
    }

    private void ReadLoopback(NetlabNode node, SourceNode? loopback)
    {
        IEnumerable<SourceNode> values = loopback switch
        {
            SourceMap map => map.Entries.Where(entry => entry.Key.Text is "ipv4" or "ipv6").Select(entry => entry.Value),
            SourceScalar scalar => [scalar],
            _ => [],
        };
        foreach (SourceScalar text in values.OfType<SourceScalar>().Where(text => text.Kind == ResolvedKind.Text))
        {
            if (IpAddress.TryParse(text.Text.Split('/')[0], out IpAddress address))
            {
                node.Machine.Loopbacks.Add(address);
            }
            else
            {
                draft.Notes.Fault(text.Span, $"loopback `{TopologyMap.Shown(text.Text)}`", "it is no address, as in `10.0.0.1/32`");
            }
        }
    }

    private void Finish(NetlabNode node)
    {
        TopologyMachine machine = node.Machine;
        machine.Hints.Add(new TopologyHint(machine.Original, "its name"));
        machine.AsNumber = node.AsNumber;
        machine.Kind = KindOf(node);
        (IpPrefix? ipv4, IpPrefix? ipv6) = draft.Pools.Of("loopback");
        if (machine.Kind == MachineKind.Switch && ipv4 is { } pool4 && !machine.Loopbacks.Exists(address => address.IsIpv4))
        {
            TakeLoopback(machine, pool4, node.Id!.Value);
        }

        // Each node has a /64 of the pool where it is long enough, and the first address there.
        if (machine.Kind == MachineKind.Switch && ipv6 is { } pool6 && !machine.Loopbacks.Exists(address => address.IsIpv6))
        {
            TakeLoopback(machine, pool6, pool6.Length < 64 ? ((UInt128)node.Id!.Value << 64) + 1 : node.Id!.Value);
        }
    }

    private void TakeLoopback(TopologyMachine machine, IpPrefix pool, UInt128 number)
    {
        IpAddress address = IpAddress.FromBits(pool.Family, pool.Address.Bits + number);
        if (pool.Contains(address))
        {
            machine.Loopbacks.Add(address);
        }
        else
        {
            draft.Notes.Lost(machine.Span, $"loopback of node `{machine.Name}`", $"pool {pool} has no address of that number");
        }
    }

    private MachineKind KindOf(NetlabNode node)
    {
        string? device = node.Device ?? _device;
        switch (node.Role)
        {
            case "host":
                return MachineKind.Host;
            case "bridge":
                return MachineKind.Bridge;
            case null or "router" or "gateway":
                break;
            default:
                draft.Notes.Changed(node.Machine.Span, $"node `{node.Machine.Name}`", $"role `{TopologyMap.Shown(node.Role)}` is not known, so it is taken for a switch");
                break;
        }

        if (device is "linux" or "dnsmasq" && node.Role is not ("router" or "gateway"))
        {
            return MachineKind.Host;
        }

        return OutsideGuess.IsOutside(node.Machine, draft.Notes) ? MachineKind.Outside : MachineKind.Switch;
    }
}
