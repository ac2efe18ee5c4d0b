namespace Weft.Wire.Isis;

/// <summary>Network layer protocol identifiers of TLV 129 (ISO/IEC TR 9577).</summary>
public enum NetworkLayerProtocol : byte
{
    Clnp = 0x81,
    Ipv6 = 0x8E,
    ShortestPathBridging = 0xC1,
    Ipv4 = 0xCC,
}
