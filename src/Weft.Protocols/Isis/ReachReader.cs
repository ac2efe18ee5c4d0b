using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Reads the entries of an LSP that Weft routes by: wide metrics, topology 0, topology 2 where IPv6 has it, and VRFs in TLV 250.</summary>
internal static class ReachReader
{
    /// <summary>Replaces the list by the entries of a whole LSP; empty octets have none.</summary>
    public static void Read(ReadOnlySpan<byte> pdu, bool isMultiTopology, List<ReachEntry> into)
    {
        into.Clear();
        if (pdu.IsEmpty)
        {
            return;
        }

        int offset = LspHeader.Length;
        foreach (Tlv tlv in new TlvSequence(pdu[LspHeader.Length..]))
        {
            offset += Tlv.HeaderLength;
            switch (tlv.Type)
            {
                case IsisTlvType.ExtendedIsReach:
                    ReadLinks(tlv.Value, offset, Graph.Standard, into);
                    break;
                case IsisTlvType.MultiTopologyIsReach when isMultiTopology && MultiTopology.IsIpv6Lead(tlv.Value):
                    ReadLinks(tlv.Value[TopologyId.Length..], offset + TopologyId.Length, Graph.Ipv6, into);
                    break;
                case IsisTlvType.ExtendedIpReach:
                    ReadPrefixes(tlv.Value, offset, VrfId.Default, AddressFamily.Ipv4, into);
                    break;
                case IsisTlvType.Ipv6Reach when !isMultiTopology:
                    ReadPrefixes(tlv.Value, offset, VrfId.Default, AddressFamily.Ipv6, into);
                    break;
                case IsisTlvType.MultiTopologyIpv6Reach when isMultiTopology && MultiTopology.IsIpv6Lead(tlv.Value):
                    ReadPrefixes(tlv.Value[TopologyId.Length..], offset + TopologyId.Length, VrfId.Default, AddressFamily.Ipv6, into);
                    break;
                case IsisTlvType.Experimental when VrfLead.TryRead(tlv.Value, out VrfId vrf, out AddressFamily family):
                    ReadPrefixes(tlv.Value[VrfLead.Length..], offset + VrfLead.Length, vrf, family, into);
                    break;
                default:
                    break;
            }

            offset += tlv.Value.Length;
        }
    }

    /// <summary>The prefix of an entry that is no link.</summary>
    public static PrefixReach PrefixOf(in ReachEntry entry, ReadOnlySpan<byte> pdu)
    {
        bool isWhole = PrefixReach.TryRead(entry.In(pdu), entry.Family, out PrefixReach reach);
        return isWhole ? reach : throw new InvalidOperationException("an entry was listed that cannot be read");
    }

    /// <summary>The link of an entry that is one.</summary>
    public static ExtendedIsReach LinkOf(in ReachEntry entry, ReadOnlySpan<byte> pdu)
    {
        bool isWhole = ExtendedIsReach.TryRead(entry.In(pdu), out ExtendedIsReach reach);
        return isWhole ? reach : throw new InvalidOperationException("an entry was listed that cannot be read");
    }

    private static void ReadLinks(ReadOnlySpan<byte> value, int offset, Graph graph, List<ReachEntry> into)
    {
        foreach (ExtendedIsReach entry in new ExtendedIsReachList(value))
        {
            into.Add(new ReachEntry(true, graph, default, default, (ushort)offset, (ushort)entry.Length));
            offset += entry.Length;
        }
    }

    private static void ReadPrefixes(ReadOnlySpan<byte> value, int offset, VrfId vrf, AddressFamily family, List<ReachEntry> into)
    {
        PrefixReachList list = new(value, family);
        while (list.MoveNext())
        {
            into.Add(new ReachEntry(false, default, family, vrf, (ushort)offset, (ushort)list.CurrentOctets.Length));
            offset += list.CurrentOctets.Length;
        }
    }
}
