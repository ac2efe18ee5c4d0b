using System.Text;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What stands before the entries in the first fragment of each of the node's systems: who it is, and how its systems hang together
/// (RFC 5311 section 5: metric 0 to the virtual system, the highest one back, so that nobody routes through it).</summary>
internal static class FragmentHead
{
    /// <summary>Octets from the start of the LSP when all virtual systems are in use, authentication aside.</summary>
    public static int Measure(IsisState state, int system)
    {
        IsisPduWriter writer = new(new byte[IsisLimits.LspLength], state.Codes.LinkState, default(LspHeader));
        Write(ref writer, state, system, static _ => true);
        return writer.Length;
    }

    /// <summary>Writes the head of a system's first fragment; <paramref name="isOpen"/> tells which virtual systems are in use.</summary>
    public static void Write(ref IsisPduWriter writer, IsisState state, int system, Func<int, bool> isOpen)
    {
        CommonTlvs.AddAreaAndProtocols(ref writer);
        if (state.IsMultiTopology)
        {
            MultiTopology.Add(ref writer, system == 0 && state.IsStartingCold);
        }

        AddName(ref writer, state.Plan.Node.Name, system);
        if (system == 0)
        {
            AddAddresses(ref writer, state.Plan.Node);
            AddVirtualLinks(ref writer, state, IsisTlvType.ExtendedIsReach, isOpen);
            if (state.IsMultiTopology)
            {
                AddVirtualLinks(ref writer, state, IsisTlvType.MultiTopologyIsReach, isOpen);
            }
        }
        else
        {
            Span<byte> alias = stackalloc byte[SystemAlias.Length];
            writer.Add(IsisTlvType.SystemAlias, alias[..new SystemAlias(new IsisNodeId(state.Self, 0)).Write(alias)]);
            AddLink(ref writer, IsisTlvType.ExtendedIsReach, state.Self, ExtendedIsReach.MaximumMetric);
            if (state.IsMultiTopology)
            {
                AddLink(ref writer, IsisTlvType.MultiTopologyIsReach, state.Self, ExtendedIsReach.MaximumMetric);
            }
        }

        writer.CloseTlv();
    }

    private static void AddName(ref IsisPduWriter writer, string node, int system)
    {
        Span<byte> value = stackalloc byte[Tlv.MaximumValueLength];
        string name = system == 0 ? node : $"{node}+{system}";
        writer.Add(IsisTlvType.HostName, value[..Encoding.ASCII.GetBytes(name.AsSpan(0, Math.Min(name.Length, value.Length)), value)]);
    }

    private static void AddAddresses(ref IsisPduWriter writer, FabricNode node)
    {
        Span<byte> value = stackalloc byte[16];
        writer.Add(IsisTlvType.Ipv4InterfaceAddresses, value[..node.Loopback4.Write(value)]);
        writer.Add(IsisTlvType.Ipv6InterfaceAddresses, value[..node.Loopback6.Write(value)]);
        writer.CloseTlv();
    }

    private static void AddVirtualLinks(ref IsisPduWriter writer, IsisState state, IsisTlvType tlv, Func<int, bool> isOpen)
    {
        for (int number = 1; number <= VirtualSystems.Count; number++)
        {
            if (isOpen(number))
            {
                AddLink(ref writer, tlv, VirtualSystems.Of(state.Self, number), 0);
            }
        }
    }

    private static void AddLink(ref IsisPduWriter writer, IsisTlvType tlv, SystemId neighbor, uint metric)
    {
        Span<byte> lead = stackalloc byte[TopologyId.Length];
        MultiTopology.WriteLead(lead);
        Span<byte> entry = stackalloc byte[ExtendedIsReach.FixedLength];
        writer.Append(tlv, tlv == IsisTlvType.MultiTopologyIsReach ? lead : default, entry[..new ExtendedIsReach(new IsisNodeId(neighbor, 0), metric, []).Write(entry)]);
    }
}
