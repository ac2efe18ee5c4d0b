using Weft.Wire.Isis;

namespace Weft.Wire.Tests.Isis;

/// <summary>Writes a PDU again from its parsed header and parsed TLVs, to compare with what was received.</summary>
internal static class PduRewriter
{
    public static byte[] Rewrite(IsisPdu pdu)
    {
        byte[] buffer = new byte[2000];
        Array.Fill(buffer, (byte)0xA5);
        IsisPduWriter writer = Begin(pdu, buffer);
        foreach (Tlv tlv in pdu.Tlvs)
        {
            writer.CloseTlv();
            Assert.True(RewriteReach(ref writer, tlv) || RewriteList(ref writer, tlv) || RewriteValue(ref writer, tlv));
        }

        return writer.Finish().ToArray();
    }

    private static IsisPduWriter Begin(IsisPdu pdu, byte[] buffer) => pdu.Type switch
    {
        IsisPduType.PointToPointHello => new IsisPduWriter(buffer, PointToPointHelloHeader.Read(pdu)),
        IsisPduType.Level1LanHello or IsisPduType.Level2LanHello => new IsisPduWriter(buffer, pdu.Type, LanHelloHeader.Read(pdu)),
        IsisPduType.Level1LinkState or IsisPduType.Level2LinkState => new IsisPduWriter(buffer, pdu.Type, LspHeader.Read(pdu)),
        IsisPduType.Level1CompleteSequence or IsisPduType.Level2CompleteSequence =>
            new IsisPduWriter(buffer, pdu.Type, CompleteSequenceHeader.Read(pdu)),
        _ => new IsisPduWriter(buffer, pdu.Type, PartialSequenceHeader.Read(pdu)),
    };

    private static bool RewriteReach(ref IsisPduWriter writer, Tlv tlv)
    {
        switch (tlv.Type)
        {
            case IsisTlvType.ExtendedIsReach:
                return RewriteIsReach(ref writer, tlv.Type, [], tlv.Value);
            case IsisTlvType.MultiTopologyIsReach:
                return RewriteIsReach(ref writer, tlv.Type, Lead(tlv.Value), tlv.Value[2..]);
            case IsisTlvType.ExtendedIpReach:
                return RewritePrefixes(ref writer, tlv.Type, AddressFamily.Ipv4, [], tlv.Value);
            case IsisTlvType.Ipv6Reach:
                return RewritePrefixes(ref writer, tlv.Type, AddressFamily.Ipv6, [], tlv.Value);
            case IsisTlvType.MultiTopologyIpv6Reach:
                return RewritePrefixes(ref writer, tlv.Type, AddressFamily.Ipv6, Lead(tlv.Value), tlv.Value[2..]);
            default:
                return false;
        }
    }

    private static bool RewriteList(ref IsisPduWriter writer, Tlv tlv)
    {
        byte[] octets = new byte[64];
        switch (tlv.Type)
        {
            case IsisTlvType.AreaAddresses:
                foreach (ReadOnlySpan<byte> area in new AreaAddressList(tlv.Value))
                {
                    octets[0] = (byte)area.Length;
                    area.CopyTo(octets.AsSpan(1));
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, 1 + area.Length)));
                }

                return true;
            case IsisTlvType.LspEntries:
                writer.Add(tlv.Type, []);
                foreach (LspEntry entry in new LspEntryList(tlv.Value))
                {
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, entry.Write(octets))));
                }

                return true;
            case IsisTlvType.LanNeighbors:
                foreach (MacAddress mac in new MacAddressList(tlv.Value))
                {
                    mac.Write(octets);
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, MacAddress.Length)));
                }

                return true;
            case IsisTlvType.Ipv4InterfaceAddresses or IsisTlvType.Ipv6InterfaceAddresses:
                AddressFamily family = tlv.Type == IsisTlvType.Ipv6InterfaceAddresses ? AddressFamily.Ipv6 : AddressFamily.Ipv4;
                foreach (IpAddress address in new IpAddressList(tlv.Value, family))
                {
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, address.Write(octets))));
                }

                return true;
            case IsisTlvType.NarrowIsReach:
                NarrowIsReachList adjacencies = new(tlv.Value);
                writer.Add(tlv.Type, [adjacencies.VirtualFlag]);
                foreach (NarrowIsReach entry in adjacencies)
                {
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, entry.Write(octets))));
                }

                return true;
            case IsisTlvType.NarrowIpInternalReach or IsisTlvType.NarrowIpExternalReach:
                foreach (NarrowIpReach entry in new NarrowIpReachList(tlv.Value))
                {
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, entry.Write(octets))));
                }

                return true;
            default:
                return false;
        }
    }

    private static bool RewriteValue(ref IsisPduWriter writer, Tlv tlv)
    {
        byte[] octets = new byte[255];
        switch (tlv.Type)
        {
            case IsisTlvType.ThreeWayAdjacency:
                Assert.True(ThreeWayAdjacency.TryRead(tlv.Value, out ThreeWayAdjacency adjacency));
                return writer.Add(tlv.Type, octets.AsSpan(0, adjacency.Write(octets)));
            case IsisTlvType.PurgeOriginator:
                Assert.True(PurgeOriginator.TryRead(tlv.Value, out PurgeOriginator originator));
                return writer.Add(tlv.Type, octets.AsSpan(0, originator.Write(octets)));
            case IsisTlvType.RouterCapability:
                Assert.True(RouterCapability.TryRead(tlv.Value, out RouterCapability capability));
                return writer.Add(tlv.Type, octets.AsSpan(0, capability.Write(octets)));
            case IsisTlvType.MultiTopology:
                for (int offset = 0; offset < tlv.Value.Length; offset += TopologyId.Length)
                {
                    int length = TopologyId.Read(tlv.Value[offset..]).Write(octets);
                    Assert.True(writer.Append(tlv.Type, octets.AsSpan(0, length)));
                }

                return true;
            default:
                return writer.Add(tlv.Type, tlv.Value);
        }
    }

    private static bool RewriteIsReach(ref IsisPduWriter writer, IsisTlvType type, byte[] lead, ReadOnlySpan<byte> value)
    {
        byte[] octets = new byte[255];
        foreach (ExtendedIsReach entry in new ExtendedIsReachList(value))
        {
            Assert.True(writer.Append(type, lead, octets.AsSpan(0, entry.Write(octets))));
        }

        return true;
    }

    private static bool RewritePrefixes(
        ref IsisPduWriter writer, IsisTlvType type, AddressFamily family, byte[] lead, ReadOnlySpan<byte> value)
    {
        byte[] octets = new byte[255];
        foreach (PrefixReach entry in new PrefixReachList(value, family))
        {
            Assert.True(writer.Append(type, lead, octets.AsSpan(0, entry.Write(octets))));
        }

        return true;
    }

    private static byte[] Lead(ReadOnlySpan<byte> value)
    {
        byte[] lead = new byte[TopologyId.Length];
        Assert.Equal(2, TopologyId.Read(value).Write(lead));
        return lead;
    }
}
