using System.Globalization;
using System.Text;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>Names instead of numbers, for people.</summary>
internal sealed class NodeNames
{
    /// <summary>What is shown of a name that another system gave itself.</summary>
    private const int LongestHostname = 64;

    private readonly NodePlan _plan;
    private readonly NodeCore _core;
    private readonly Dictionary<SystemId, string> _nodes;
    private readonly Dictionary<VrfId, string> _vrfs;
    private readonly Dictionary<int, string> _subnets;
    private readonly Dictionary<HostKey, string> _hosts = [];

    public NodeNames(NodePlan plan, NodeCore core)
    {
        _plan = plan;
        _core = core;
        _nodes = plan.Fabric.Nodes.ToDictionary(node => node.SystemId, node => node.Name);
        _vrfs = plan.Fabric.Vrfs.ToDictionary(vrf => vrf.Id, vrf => vrf.Name);
        _subnets = plan.Fabric.Subnets.ToDictionary(subnet => subnet.Index, subnet => subnet.Name);
        foreach (FabricHost host in plan.Fabric.Hosts)
        {
            foreach (GatewayAddress address in host.Addresses)
            {
                _hosts.TryAdd(new HostKey(host.Subnet.Vrf.Id, address.Address), host.Name);
            }
        }
    }

    /// <summary>The name of a node of the fabric, else the host name of its LSP (RFC 5301), else its system id.</summary>
    public string Of(SystemId system) => _nodes.TryGetValue(system, out string? name) ? name : HostnameOf(system) ?? system.ToString();

    /// <summary>"leaf1.00-00".</summary>
    public string Of(LspId lsp) => string.Create(CultureInfo.InvariantCulture, $"{Of(lsp.System)}.{lsp.Pseudonode:x2}-{lsp.Fragment:x2}");

    public string Of(VrfId vrf) => _vrfs.GetValueOrDefault(vrf, vrf.ToString());

    public string Of(PortIndex port) => _plan.Ports[port.Value].Name;

    /// <summary>The interface by which a VRF's packets leave a port: the port itself, or its sub-interface of the VRF.</summary>
    public string Of(PortIndex port, VrfId vrf) => _plan.Ports[port.Value].InterfaceOf(vrf);

    public string OfSubnet(int index) => _subnets.GetValueOrDefault(index, "-");

    /// <summary>The host's name in the fabric file, or null.</summary>
    public string? Of(HostKey host) => _hosts.GetValueOrDefault(host);

    // The name comes off the wire: only what a terminal cannot take for a command is shown.
    private string? HostnameOf(SystemId system)
    {
        if (!_core.Switch.Isis.TryGetLsp(new LspId(system, 0, 0), out ReadOnlySpan<byte> lsp))
        {
            return null;
        }

        foreach (Tlv tlv in new TlvSequence(lsp[LspHeader.Length..]))
        {
            if (tlv.Type == IsisTlvType.HostName && tlv.Value.Length is > 0 and <= LongestHostname && !tlv.Value.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            {
                return Encoding.ASCII.GetString(tlv.Value);
            }
        }

        return null;
    }
}
