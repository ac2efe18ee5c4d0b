using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>TLV 229: the topologies that a hello's link or an LSP's system takes part in (RFC 5120 section 7.2).</summary>
/// <param name="HasStandard">Topology 0; also true of whoever sends no TLV 229.</param>
/// <param name="HasIpv6">Topology 2.</param>
/// <param name="IsIpv6Overloaded">Nobody may route IPv6 through the system.</param>
internal readonly record struct MultiTopology(bool HasStandard, bool HasIpv6, bool IsIpv6Overloaded)
{
    /// <summary>Of systems that do not know the TLV (RFC 5120 section 3).</summary>
    public static MultiTopology Absent => new(true, false, false);

    /// <summary>Adds the TLV with both topologies.</summary>
    public static void Add(ref IsisPduWriter writer, bool isOverloaded)
    {
        Span<byte> value = stackalloc byte[2 * TopologyId.Length];
        new TopologyId(TopologyId.Ipv4Unicast).Write(value);
        new TopologyId((ushort)(TopologyId.Ipv6Unicast | (isOverloaded ? TopologyId.Overload : 0))).Write(value[TopologyId.Length..]);
        writer.Add(IsisTlvType.MultiTopology, value);
        writer.CloseTlv();
    }

    /// <summary>Reads what a PDU says; several TLVs add up.</summary>
    public static MultiTopology Read(TlvSequence tlvs)
    {
        bool isPresent = false;
        MultiTopology found = default;
        foreach (Tlv tlv in tlvs)
        {
            if (tlv.Type != IsisTlvType.MultiTopology)
            {
                continue;
            }

            isPresent = true;
            for (ReadOnlySpan<byte> rest = tlv.Value; rest.Length >= TopologyId.Length; rest = rest[TopologyId.Length..])
            {
                TopologyId topology = TopologyId.Read(rest);
                found = topology.Id switch
                {
                    TopologyId.Ipv4Unicast => found with { HasStandard = true },
                    TopologyId.Ipv6Unicast => found with { HasIpv6 = true, IsIpv6Overloaded = topology.IsOverloaded },
                    _ => found,
                };
            }
        }

        return isPresent ? found : Absent;
    }

    /// <summary>Opens the value of TLV 222 and 237.</summary>
    public static void WriteLead(Span<byte> destination) => new TopologyId(TopologyId.Ipv6Unicast).Write(destination);

    /// <summary>True when the value of TLV 222 or 237 is of the IPv6 topology.</summary>
    public static bool IsIpv6Lead(ReadOnlySpan<byte> value) => value.Length >= TopologyId.Length && TopologyId.Read(value).Id == TopologyId.Ipv6Unicast;
}
