using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>TLVs that hellos and fragment 0 have in common.</summary>
internal static class CommonTlvs
{
    /// <summary>Area 49.0001 with its length; one flat area.</summary>
    private static ReadOnlySpan<byte> Area => [3, 0x49, 0x00, 0x01];

    private static ReadOnlySpan<byte> Protocols => [(byte)NetworkLayerProtocol.Ipv4, (byte)NetworkLayerProtocol.Ipv6];

    /// <summary>True when our area is among those of a hello.</summary>
    public static bool NamesOurArea(TlvSequence tlvs)
    {
        foreach (Tlv tlv in tlvs)
        {
            foreach (ReadOnlySpan<byte> area in tlv.Type == IsisTlvType.AreaAddresses ? new AreaAddressList(tlv.Value) : default)
            {
                if (area.SequenceEqual(Area[1..]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>TLV 1 and TLV 129.</summary>
    public static void AddAreaAndProtocols(ref IsisPduWriter writer)
    {
        writer.Add(IsisTlvType.AreaAddresses, Area);
        writer.Add(IsisTlvType.ProtocolsSupported, Protocols);
    }
}
