using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the links of containerlab: the short form, <c>endpoints: [a:eth1, b:eth1]</c>, and the extended one with a type and mappings.</summary>
internal sealed class ContainerlabLinks(TopologyDraft draft)
{
    /// <summary>Words that stand for a node in the short form and lead out of the lab.</summary>
    private static readonly string[] _outNodes = ["host", "mgmt-net", "macvlan", "vxlan", "vxlan-stitch", "dummy"];

    private readonly Dictionary<(string, string), SourceSpan> _ports = [];

    public void Read(IEnumerable<SourceNode> links)
    {
        int number = 0;
        foreach (SourceNode item in links)
        {
            number++;
            TopologyMap link = new(item, TopologyPlace.ContainerlabLink, $"link {number}", draft.Notes);
            ReadLink(link, number);
            link.Close();
        }
    }

    private void ReadLink(TopologyMap link, int number)
    {
        string type = link.Scalar("type")?.Text ?? "veth";
        SourceNode? alone = link.Take("endpoint");
        SourceNode[] endpoints = [.. link.Items("endpoints")];
        string[] ipv4 = [.. link.Scalars("ipv4").Select(text => text.Text)];
        string[] ipv6 = [.. link.Scalars("ipv6").Select(text => text.Text)];
        if (type is not ("veth" or "bridge"))
        {
            TopologyNoteKind outcome = type is "mgmt-net" or "dummy" ? TopologyNoteKind.Left : TopologyNoteKind.Lost;
            draft.Notes.Add(link.Span, outcome, $"link {number} of type `{TopologyMap.Shown(type)}`", "it leads out of the lab");
            return;
        }

        if (endpoints.Length != 2 || alone is not null)
        {
            draft.Notes.Fault(link.Span, $"link {number}", $"a link has two endpoints, and this one has {endpoints.Length + (alone is null ? 0 : 1)}");
            return;
        }

        TopologyCable cable = new(link.Span);
        bool leadsOut = false;
        for (int i = 0; i < endpoints.Length; i++)
        {
            TopologyEnd? end = ReadEnd(endpoints[i], number, ref leadsOut);
            if (end is not null)
            {
                AddAddress(end, i < ipv4.Length ? ipv4[i] : null);
                AddAddress(end, i < ipv6.Length ? ipv6[i] : null);
                cable.Ends.Add(end);
            }
        }

        if (leadsOut)
        {
            draft.Notes.Lost(link.Span, $"link {number}", "it leads out of the lab");
        }
        else if (cable.Ends.Count == 2)
        {
            draft.Cables.Add(cable);
        }
    }

    private TopologyEnd? ReadEnd(SourceNode node, int number, ref bool leadsOut)
    {
        if (node is SourceScalar { IsNull: false } text)
        {
            int colon = text.Text.IndexOf(':');
            if (colon <= 0 || colon == text.Text.Length - 1)
            {
                draft.Notes.Fault(text.Span, $"endpoint `{TopologyMap.Shown(text.Text)}`", "write the node and its interface, as in `leaf1:eth1`");
                return null;
            }

            return Resolve(text.Text[..colon], text.Text[(colon + 1)..], text.Span, ref leadsOut);
        }

        TopologyMap map = new(node, TopologyPlace.ContainerlabEndpoint, $"an endpoint of link {number}", draft.Notes);
        SourceScalar? name = map.Scalar("node");
        SourceScalar? port = map.Scalar("interface");
        SourceScalar? mac = map.Scalar("mac");
        string?[] addresses = [map.Scalar("ipv4")?.Text, map.Scalar("ipv6")?.Text];
        map.Close();
        if (name is null)
        {
            if (node is SourceMap)
            {
                draft.Notes.Fault(node.Span, $"an endpoint of link {number}", "it names no `node`");
            }

            return null;
        }

        TopologyEnd? end = Resolve(name.Text, port?.Text, name.Span, ref leadsOut);
        if (end is null)
        {
            return null;
        }

        AddMac(end, mac);
        Array.ForEach(addresses, address => AddAddress(end, address));
        return end;
    }

    private TopologyEnd? Resolve(string name, string? port, SourceSpan span, ref bool leadsOut)
    {
        if (draft.Find(name) is not { } machine)
        {
            if (_outNodes.Contains(name))
            {
                leadsOut = true;
                return null;
            }

            draft.Notes.Fault(
                span,
                $"a link ends at node `{TopologyMap.Shown(name)}`, which the topology does not have",
                draft.Suggest(name));
            return null;
        }

        if (machine.Kind == MachineKind.Gone)
        {
            leadsOut = true;
        }

        if (port is not null && machine.Kind != MachineKind.Gone && !_ports.TryAdd((name, port), span))
        {
            draft.Notes.Fault(span, $"interface `{TopologyMap.Shown(port)}` of node `{TopologyMap.Shown(name)}`", $"it is used twice, first in line {_ports[(name, port)].Line}");
            return null;
        }

        return new TopologyEnd(machine, span) { Port = port };
    }

    private void AddMac(TopologyEnd end, SourceScalar? text)
    {
        if (text is null || end.Machine.Kind != MachineKind.Host)
        {
            return;
        }

        if (MacAddress.TryParse(text.Text, out MacAddress mac))
        {
            end.Mac = mac;
        }
        else
        {
            draft.Notes.Fault(text.Span, $"MAC `{TopologyMap.Shown(text.Text)}`", "it is no MAC address, as in `02:00:00:00:00:01`");
        }
    }

    private void AddAddress(TopologyEnd end, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (AddressText.TryParse(text, out GatewayAddress address))
        {
            end.Addresses.Add(address);
        }
        else
        {
            draft.Notes.Fault(end.Span, $"address `{TopologyMap.Shown(text)}`", "it is no address with a prefix length, as in `10.1.0.11/24`");
        }
    }
}
