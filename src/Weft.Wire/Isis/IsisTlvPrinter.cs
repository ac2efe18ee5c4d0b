using System.Text;

namespace Weft.Wire.Isis;

/// <summary>Renders one TLV on one line; what is unknown or malformed shows as hexadecimal.</summary>
internal static class IsisTlvPrinter
{
    /// <summary>Appends the TLV's name and content.</summary>
    public static void Print(StringBuilder text, Tlv tlv)
    {
        text.Append((byte)tlv.Type).Append(' ').Append(Enum.IsDefined(tlv.Type) ? tlv.Type.ToString() : "unknown").Append(':');
        ReadOnlySpan<byte> value = tlv.Value;
        switch (tlv.Type)
        {
            case IsisTlvType.AreaAddresses:
                foreach (ReadOnlySpan<byte> area in new AreaAddressList(value))
                {
                    text.Append(' ').Append(Convert.ToHexString(area));
                }

                break;
            case IsisTlvType.LspEntries:
                foreach (LspEntry entry in new LspEntryList(value))
                {
                    text.Append("\n    ").Append(entry);
                }

                break;
            case IsisTlvType.LanNeighbors:
                foreach (MacAddress mac in new MacAddressList(value))
                {
                    text.Append(' ').Append(mac);
                }

                break;
            case IsisTlvType.Ipv4InterfaceAddresses or IsisTlvType.Ipv6InterfaceAddresses:
                AddressFamily family = tlv.Type == IsisTlvType.Ipv6InterfaceAddresses ? AddressFamily.Ipv6 : AddressFamily.Ipv4;
                foreach (IpAddress address in new IpAddressList(value, family))
                {
                    text.Append(' ').Append(address);
                }

                break;
            case IsisTlvType.Padding:
                text.Append(' ').Append(value.Length).Append(" octets");
                break;
            case IsisTlvType.HostName:
                AppendPrintable(text.Append(' '), value);
                break;
            case IsisTlvType.ThreeWayAdjacency when ThreeWayAdjacency.TryRead(value, out ThreeWayAdjacency adjacency):
                text.Append($" {adjacency.State} circuit {adjacency.CircuitId} neighbour {adjacency.Neighbor} circuit {adjacency.NeighborCircuitId}");
                break;
            case IsisTlvType.Authentication when Authentication.TryRead(value, out Authentication authentication):
                text.Append($" {authentication.Type} key {authentication.KeyId}, {authentication.Data.Length} octets");
                break;
            case IsisTlvType.SystemAlias when SystemAlias.TryRead(value, out SystemAlias alias):
                text.Append(' ').Append(alias.Origin);
                break;
            case IsisTlvType.PurgeOriginator when PurgeOriginator.TryRead(value, out PurgeOriginator originator):
                text.Append($" {originator.Originator} from {originator.ReceivedFrom}");
                break;
            default:
                PrintReach(text, tlv);
                break;
        }
    }

    private static void PrintReach(StringBuilder text, Tlv tlv)
    {
        ReadOnlySpan<byte> value = tlv.Value;
        switch (tlv.Type)
        {
            case IsisTlvType.ExtendedIsReach:
                AppendIsReach(text, value);
                break;
            case IsisTlvType.ExtendedIpReach:
                AppendPrefixes(text, value, AddressFamily.Ipv4);
                break;
            case IsisTlvType.Ipv6Reach:
                AppendPrefixes(text, value, AddressFamily.Ipv6);
                break;
            case IsisTlvType.MultiTopologyIsReach when value.Length >= TopologyId.Length:
                AppendIsReach(text.Append(' ').Append(TopologyId.Read(value)), value[TopologyId.Length..]);
                break;
            case IsisTlvType.MultiTopologyIpv4Reach when value.Length >= TopologyId.Length:
                AppendPrefixes(text.Append(' ').Append(TopologyId.Read(value)), value[TopologyId.Length..], AddressFamily.Ipv4);
                break;
            case IsisTlvType.MultiTopologyIpv6Reach when value.Length >= TopologyId.Length:
                AppendPrefixes(text.Append(' ').Append(TopologyId.Read(value)), value[TopologyId.Length..], AddressFamily.Ipv6);
                break;
            case IsisTlvType.NarrowIsReach:
                foreach (NarrowIsReach entry in new NarrowIsReachList(value))
                {
                    text.Append($"\n    {entry.Neighbor} metric {entry.Metric}");
                }

                break;
            case IsisTlvType.NarrowIpInternalReach or IsisTlvType.NarrowIpExternalReach:
                foreach (NarrowIpReach entry in new NarrowIpReachList(value))
                {
                    text.Append($"\n    {entry.Address} mask {entry.Mask:x8} metric {entry.Metric}");
                }

                break;
            default:
                text.Append(' ').Append(Convert.ToHexString(value));
                break;
        }
    }

    private static void AppendIsReach(StringBuilder text, ReadOnlySpan<byte> value)
    {
        foreach (ExtendedIsReach entry in new ExtendedIsReachList(value))
        {
            text.Append($"\n    {entry.Neighbor} metric {entry.Metric}");
            AppendSubTlvs(text, entry.SubTlvs);
        }
    }

    private static void AppendPrefixes(StringBuilder text, ReadOnlySpan<byte> value, AddressFamily family)
    {
        foreach (PrefixReach entry in new PrefixReachList(value, family))
        {
            text.Append($"\n    {entry.Prefix} metric {entry.Metric}{(entry.IsDown ? " down" : string.Empty)}{(entry.IsExternal ? " external" : string.Empty)}");
            AppendSubTlvs(text, entry.SubTlvs);
        }
    }

    private static void AppendSubTlvs(StringBuilder text, ReadOnlySpan<byte> subTlvs)
    {
        foreach (Tlv subTlv in new TlvSequence(subTlvs))
        {
            text.Append($" [{(byte)subTlv.Type} {Convert.ToHexString(subTlv.Value)}]");
        }
    }

    private static void AppendPrintable(StringBuilder text, ReadOnlySpan<byte> octets)
    {
        foreach (byte octet in octets)
        {
            // A neighbour chooses its name; control characters must not reach a terminal.
            text.Append(octet is > 0x20 and < 0x7F ? (char)octet : '?');
        }
    }
}
