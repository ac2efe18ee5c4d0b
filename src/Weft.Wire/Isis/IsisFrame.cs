namespace Weft.Wire.Isis;

/// <summary>IS-IS over IEEE 802.3 with LLC FE-FE-03 (ISO 10589 clause 8.4; point-to-point over LAN: RFC 5309).</summary>
public static class IsisFrame
{
    /// <summary>Octets before the PDU in an untagged frame.</summary>
    public const int HeaderLength = EthernetHeader.Length + LlcHeader.Length;

    /// <summary>The largest PDU on a link with 1500 octets of payload.</summary>
    public const int MaximumPduLength = (int)EtherType.MaximumLength - LlcHeader.Length;

    /// <summary>AllL1ISs.</summary>
    public static MacAddress AllLevel1 => MacAddress.FromValue(0x0180_C200_0014);

    /// <summary>AllL2ISs.</summary>
    public static MacAddress AllLevel2 => MacAddress.FromValue(0x0180_C200_0015);

    /// <summary>AllISs, the group of point-to-point operation over a LAN (RFC 5309 section 4.1).</summary>
    public static MacAddress AllSystems => MacAddress.FromValue(0x0900_2B00_0005);

    /// <summary>True for the three groups that an IS-IS system listens to.</summary>
    public static bool IsGroup(MacAddress destination) =>
        destination == AllSystems || destination == AllLevel2 || destination == AllLevel1;

    /// <summary>Finds the PDU in a frame, tagged or not; padding behind the 802.3 length is cut.</summary>
    public static IsisFault TryParse(ReadOnlySpan<byte> frame, out EthernetView ethernet, out ReadOnlySpan<byte> pdu)
    {
        pdu = default;
        if (EthernetView.TryParse(frame, out ethernet) != EthernetFault.None)
        {
            return IsisFault.NotEthernet;
        }

        ReadOnlySpan<byte> payload = ethernet.Payload;
        if (!ethernet.IsLlc || payload.Length < LlcHeader.Length || new LlcHeader(payload[0], payload[1], payload[2]) != LlcHeader.Osi)
        {
            return IsisFault.NotOsiLlc;
        }

        pdu = payload[LlcHeader.Length..];
        return IsisFault.None;
    }

    /// <summary>Writes the 17 octets before a PDU of the given length; returns how many.</summary>
    public static int WriteHeader(Span<byte> destination, MacAddress source, int pduLength)
    {
        int offset = EthernetHeader.ForLlc(AllSystems, source, LlcHeader.Length + pduLength).Write(destination);
        return offset + LlcHeader.Osi.Write(destination[offset..]);
    }
}
