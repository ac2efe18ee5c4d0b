namespace Weft.Wire;

/// <summary>An IEEE 802.2 LLC header of an unnumbered frame (three octets), to be written.</summary>
public readonly record struct LlcHeader(byte DestinationSap, byte SourceSap, byte Control)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 3;

    /// <summary>Unnumbered information, the control octet of connectionless traffic.</summary>
    public const byte UnnumberedInformation = 0x03;

    /// <summary>The SAP of spanning tree.</summary>
    public const byte SpanningTreeSap = 0x42;

    /// <summary>The SAP of SNAP.</summary>
    public const byte SnapSap = 0xAA;

    /// <summary>The SAP of ISO 10589 and other OSI network layers.</summary>
    public const byte OsiSap = 0xFE;

    /// <summary>FE-FE-03: IS-IS.</summary>
    public static LlcHeader Osi => new(OsiSap, OsiSap, UnnumberedInformation);

    /// <summary>Writes three octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        destination[2] = Control;
        destination[1] = SourceSap;
        destination[0] = DestinationSap;
        return Length;
    }
}
