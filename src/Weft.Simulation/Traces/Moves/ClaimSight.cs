using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Simulation;

/// <summary>Looks into link-state PDUs for the addresses of one host.</summary>
internal static class ClaimSight
{
    private const int TopologyLength = 2;

    /// <summary>The system that issued the LSP in a frame, and which of the addresses it announces; false for other frames.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, IReadOnlyList<IpAddress> addresses, List<IpAddress> announced, out SystemId origin)
    {
        origin = default;
        announced.Clear();
        if (IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets) != IsisFault.None
            || IsisPdu.TryParse(octets, out IsisPdu pdu) != IsisFault.None
            || pdu.Type is not (IsisPduType.Level1LinkState or IsisPduType.Level2LinkState))
        {
            return false;
        }

        LspHeader header = LspHeader.Read(pdu);
        origin = header.Id.System;
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type is IsisTlvType.ExtendedIpReach or IsisTlvType.Ipv6Reach)
            {
                Gather(tlv.Value, tlv.Type == IsisTlvType.Ipv6Reach, addresses, announced);
            }
            else if (tlv.Type is IsisTlvType.MultiTopologyIpv4Reach or IsisTlvType.MultiTopologyIpv6Reach && tlv.Value.Length > TopologyLength)
            {
                Gather(tlv.Value[TopologyLength..], tlv.Type == IsisTlvType.MultiTopologyIpv6Reach, addresses, announced);
            }
        }

        return true;
    }

    private static void Gather(ReadOnlySpan<byte> value, bool isIpv6, IReadOnlyList<IpAddress> addresses, List<IpAddress> announced)
    {
        foreach (PrefixReach reach in new PrefixReachList(value, isIpv6 ? AddressFamily.Ipv6 : AddressFamily.Ipv4))
        {
            if (reach.Prefix.IsHost && addresses.Contains(reach.Prefix.Address) && !announced.Contains(reach.Prefix.Address))
            {
                announced.Add(reach.Prefix.Address);
            }
        }
    }
}
