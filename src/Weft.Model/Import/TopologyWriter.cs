using System.Text;

namespace Weft.Model;

/// <summary>Writes the fabric file of a shaped topology.</summary>
internal sealed class TopologyWriter(TopologyDraft draft)
{
    private const uint DefaultAs = 65_000;

    private readonly StringBuilder _text = new();

    public required IReadOnlyList<string> Sites { get; init; }

    public required IReadOnlyList<TopologyLink> Links { get; init; }

    public required IReadOnlyList<TopologyPort> Ports { get; init; }

    public required IReadOnlyList<TopologyAttachment> Hosts { get; init; }

    public required IReadOnlyList<TopologyOutside> Outside { get; init; }

    public string Write()
    {
        string tool = draft.Format == TopologyFormat.Netlab ? "a netlab topology" : "a containerlab topology";
        _text.Append($"# Written by `weft import` from {tool}. Roles and sites are guesses; why stands beside each.\nfabric: {YamlText.Scalar(draft.Name)}\n");
        WriteHead();
        WriteNodes();
        WriteList("links", Links.Select(LinkLine));
        WriteMap("subnets", draft.Segments.Select(SubnetLine));
        WritePorts();
        WriteMap("hosts", Hosts.Select(HostLine));
        WriteOutside();
        return _text.ToString();
    }

    private void WriteHead()
    {
        if ((draft.AsNumber is { } own && own != DefaultAs) || Sites.Count > 0 || draft.Vrfs.Count > 0)
        {
            _text.Append('\n');
        }

        if (draft.AsNumber is { } number && number != DefaultAs)
        {
            _text.Append($"as: {number}\n");
        }

        if (Sites.Count > 0)
        {
            _text.Append($"sites: [{string.Join(", ", Sites.Select(YamlText.Scalar))}]\n");
        }

        if (draft.Vrfs.Exists(vrf => vrf.Imports.Count > 0))
        {
            _text.Append("vrfs:\n");
            foreach ((_, string name, List<string> imports) in draft.Vrfs)
            {
                string body = imports.Count == 0 ? "{}" : $"{{ import: {{ {string.Join(", ", imports.Select(from => $"{YamlText.Scalar(from)}: all"))} }} }}";
                _text.Append($"  {YamlText.Scalar(name)}: {body}\n");
            }
        }
        else if (draft.Vrfs.Count > 0)
        {
            _text.Append($"vrfs: [{string.Join(", ", draft.Vrfs.Select(vrf => YamlText.Scalar(vrf.Name)))}]\n");
        }
    }

    private void WriteNodes()
    {
        const int LastCommentColumn = 90;
        TopologyMachine[] nodes = [.. draft.Of(MachineKind.Switch)];
        string[] lines = [.. nodes.Select(NodeLine)];
        int column = Math.Min(LastCommentColumn, lines.Max(line => line.Length));
        _text.Append("\nnodes:\n");
        for (int i = 0; i < nodes.Length; i++)
        {
            string site = nodes[i].SiteReason is null ? "" : $"; {nodes[i].Site}: {nodes[i].SiteReason}";
            _text.Append($"{lines[i].PadRight(column)} # {YamlText.Comment(nodes[i].RoleReason + site)}\n");
        }
    }

    private string NodeLine(TopologyMachine node)
    {
        List<string> keys = [];
        if (node.Site is not null && Sites.Count > 0)
        {
            keys.Add($"site: {YamlText.Scalar(node.Site)}");
        }

        if (node.Role != NodeRole.Leaf)
        {
            keys.Add(node.Role == NodeRole.Spine ? "role: spine" : "role: edge");
        }

        if (node.Loopbacks.Count > 0)
        {
            keys.Add($"loopback: {YamlText.OneOrMore(node.Loopbacks.Select(address => address.ToString()))}");
        }

        return $"  {YamlText.Scalar(node.Name)}: {YamlText.Flow(keys)}";
    }

    private static string LinkLine(TopologyLink link) =>
        link.Metric is { } metric ? $"{{ ends: {link.A} -- {link.B}, metric: {metric} }}" : $"{link.A} -- {link.B}";

    private static string SubnetLine(TopologySegment segment)
    {
        List<string> keys = [$"vlan: {segment.Vlan}", $"gateway: {YamlText.OneOrMore(segment.Gateways.Select(gateway => gateway.ToString()))}"];
        if (segment.Vrf is not null)
        {
            keys.Add($"vrf: {YamlText.Scalar(segment.Vrf)}");
        }

        return $"{YamlText.Scalar(segment.Name)}: {YamlText.Flow(keys)}";
    }

    /// <summary>Access ports that hosts imply are not written; trunks and ports without hosts are.</summary>
    private void WritePorts()
    {
        foreach (TopologyPort[] ports in Ports.Where(port => port.IsTrunk || !port.HasHosts).GroupBy(port => port.Leaf).Select(group => group.ToArray()))
        {
            if (!_isPortsBegun)
            {
                _text.Append("\nports:\n");
                _isPortsBegun = true;
            }

            _text.Append($"  {YamlText.Scalar(ports[0].Leaf.Name)}:\n");
            foreach (TopologyPort port in ports)
            {
                string names = string.Join(", ", port.Segments.Select(segment => YamlText.Scalar(segment.Name)));
                _text.Append($"    {YamlText.Scalar(port.Name)}: {(port.IsTrunk ? $"{{ trunk: [{names}] }}" : names)}\n");
            }
        }
    }

    private bool _isPortsBegun;

    private static string HostLine(TopologyAttachment host)
    {
        List<string> keys = [$"at: {host.Port.Leaf.Name}:{host.Port.Name}", $"subnet: {YamlText.Scalar(host.Segment.Name)}"];
        if (host.Mac is { } mac)
        {
            keys.Add($"mac: {mac}");
        }

        if (host.Addresses.Count > 0)
        {
            keys.Add($"address: {YamlText.OneOrMore(host.Addresses.Order().Select(address => address.ToString()))}");
        }

        return $"{YamlText.Scalar(host.Host.Name)}: {YamlText.Flow(keys)}";
    }

    private void WriteOutside()
    {
        if (Outside.Count > 0)
        {
            _text.Append("\noutside:\n");
        }

        foreach (TopologyOutside router in Outside)
        {
            _text.Append($"  {YamlText.Scalar(router.Machine.Name)}:\n    as: {router.AsNumber}\n");
            if (router.Vrf is not null)
            {
                _text.Append($"    vrf: {YamlText.Scalar(router.Vrf)}\n");
            }

            _text.Append("    edges:\n");
            foreach (TopologySession session in router.Sessions)
            {
                _text.Append($"      {YamlText.Scalar(session.Edge.Machine.Name)}: {YamlText.Flow(SessionKeys(session))}\n");
            }

            if (router.Clients.Count > 0)
            {
                _text.Append("    clients:\n");
            }

            foreach ((TopologyMachine client, List<GatewayAddress> addresses) in router.Clients)
            {
                string[] keys = addresses.Count == 0 ? [] : [$"address: {YamlText.OneOrMore(addresses.Select(address => address.ToString()))}"];
                _text.Append($"      {YamlText.Scalar(client.Name)}: {YamlText.Flow(keys)}\n");
            }
        }
    }

    private static List<string> SessionKeys(TopologySession session)
    {
        List<string> keys = [$"port: {YamlText.Scalar(session.Edge.Port!)}"];
        if (session.EdgeAddresses.Length > 0 && session.RouterAddresses.Length == session.EdgeAddresses.Length)
        {
            keys.Add($"address: {YamlText.OneOrMore(session.EdgeAddresses.Select(address => address.ToString()))}");
            keys.Add($"router: {YamlText.OneOrMore(session.RouterAddresses.Select(address => address.ToString()))}");
        }

        return keys;
    }

    private void WriteMap(string key, IEnumerable<string> lines) => WriteBlock(key, lines, "  ");

    private void WriteList(string key, IEnumerable<string> lines) => WriteBlock(key, lines, "  - ");

    private void WriteBlock(string key, IEnumerable<string> lines, string lead)
    {
        bool isBegun = false;
        foreach (string line in lines)
        {
            _text.Append(isBegun ? "" : $"\n{key}:\n").Append(lead).Append(line).Append('\n');
            isBegun = true;
        }
    }
}
