using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An IEEE 802.2 LLC header and, where the SAP says so, its SNAP extension.</summary>
public readonly ref struct LlcView
{
    private const int SnapLength = 5;

    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _headerLength;

    private LlcView(ReadOnlySpan<byte> octets, int headerLength)
    {
        _octets = octets;
        _headerLength = headerLength;
    }

    public byte DestinationSap => _octets[0];

    public byte SourceSap => _octets[1];

    /// <summary>The first control octet; numbered formats have a second one.</summary>
    public byte Control => _octets[2];

    /// <summary>True when the control field has one octet (IEEE 802.2 clause 5.2).</summary>
    public bool IsUnnumbered => (Control & 3) == 3;

    public bool IsSnap => DestinationSap == LlcHeader.SnapSap && SourceSap == LlcHeader.SnapSap && Control == LlcHeader.UnnumberedInformation;

    /// <summary>The SNAP organisation, 24 bits; 0 when this is not SNAP.</summary>
    public int SnapOrganization => IsSnap ? (_octets[3] << 16) | (_octets[4] << 8) | _octets[5] : 0;

    /// <summary>The SNAP protocol; 0 when this is not SNAP.</summary>
    public ushort SnapProtocol => IsSnap ? BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]) : (ushort)0;

    /// <summary>3, 4 or, with SNAP, 8 octets.</summary>
    public int HeaderLength => _headerLength;

    public ReadOnlySpan<byte> Payload => _octets[_headerLength..];

    /// <summary>The three octets of an unnumbered header.</summary>
    public LlcHeader Header => new(DestinationSap, SourceSap, Control);

    /// <summary>Reads the payload of an IEEE 802.3 frame.</summary>
    public static LlcFault TryParse(ReadOnlySpan<byte> octets, out LlcView view)
    {
        view = default;
        if (octets.Length < LlcHeader.Length)
        {
            return LlcFault.Truncated;
        }

        int length = (octets[2] & 3) == 3 ? LlcHeader.Length : LlcHeader.Length + 1;
        if (octets.Length < length)
        {
            return LlcFault.Truncated;
        }

        LlcView parsed = new(octets, length);
        if (parsed.IsSnap)
        {
            if (octets.Length < length + SnapLength)
            {
                return LlcFault.TruncatedSnap;
            }

            parsed = new LlcView(octets, length + SnapLength);
        }

        view = parsed;
        return LlcFault.None;
    }

    /// <summary>"LLC, dsap 0xfe, ssap 0xfe, control 0x03".</summary>
    public override string ToString() => $"LLC, dsap 0x{DestinationSap:x2}, ssap 0x{SourceSap:x2}, control 0x{Control:x2}";
}
