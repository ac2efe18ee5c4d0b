using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An IPv6 packet whose extension headers have been walked up to the upper layer (RFC 8200).</summary>
/// <remarks>Walked are hop-by-hop options, routing, fragment, destination options and authentication. Anything else, also ESP, counts as
/// the upper layer. The walk ends at a fragment that is not the first: what follows its header is in the middle of something.</remarks>
public readonly ref struct Ipv6View
{
    /// <summary>Most extension headers that are walked.</summary>
    public const int MaximumExtensions = 8;

    private readonly ReadOnlySpan<byte> _octets;
    private readonly ReadOnlySpan<byte> _padding;
    private readonly int _upperOffset;
    private readonly int _fragmentOffsetInPacket;
    private readonly IpProtocol _upperProtocol;

    private Ipv6View(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> padding, int upperOffset, IpProtocol upperProtocol, int fragmentHeader)
    {
        _octets = octets;
        _padding = padding;
        _upperOffset = upperOffset;
        _upperProtocol = upperProtocol;
        _fragmentOffsetInPacket = fragmentHeader;
    }

    public byte TrafficClass => (byte)(BinaryPrimitives.ReadUInt16BigEndian(_octets) >> 4);

    public uint FlowLabel => BinaryPrimitives.ReadUInt32BigEndian(_octets) & 0xF_FFFF;

    public ushort PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    /// <summary>The type of the first header after this one.</summary>
    public IpProtocol NextHeader => (IpProtocol)_octets[6];

    public byte HopLimit => _octets[7];

    public IpAddress Source => IpAddress.ReadIpv6(_octets[8..]);

    public IpAddress Destination => IpAddress.ReadIpv6(_octets[24..]);

    /// <summary>The extension headers, for an <see cref="Ipv6ExtensionReader"/>.</summary>
    public ReadOnlySpan<byte> Extensions => _octets[Ipv6Header.Length.._upperOffset];

    public bool HasExtensions => _upperOffset > Ipv6Header.Length;

    /// <summary>The protocol behind the extension headers.</summary>
    public IpProtocol UpperProtocol => _upperProtocol;

    /// <summary>What is behind the extension headers, without Ethernet padding.</summary>
    public ReadOnlySpan<byte> UpperLayer => _octets[_upperOffset..];

    /// <summary>True when there is a fragment header, also in an atomic fragment (RFC 6946).</summary>
    public bool HasFragmentHeader => _fragmentOffsetInPacket != 0;

    /// <summary>Position of this fragment in the whole payload, in octets; 0 without fragment header.</summary>
    public int FragmentOffset => HasFragmentHeader ? BinaryPrimitives.ReadUInt16BigEndian(_octets[(_fragmentOffsetInPacket + 2)..]) & 0xFFF8 : 0;

    /// <summary>True for a fragment of a packet whose extension headers are cut, too: they follow the fragment header.</summary>
    public bool CutsExtensions => HasFragmentHeader && Ipv6ExtensionReader.IsExtension((IpProtocol)_octets[_fragmentOffsetInPacket]);

    public bool MoreFragments => HasFragmentHeader && (_octets[_fragmentOffsetInPacket + 3] & 1) != 0;

    /// <summary>Octets beyond the payload length: Ethernet padding.</summary>
    public ReadOnlySpan<byte> Padding => _padding;

    public Ipv6Header Header => new(TrafficClass, FlowLabel, NextHeader, HopLimit, Source, Destination);

    /// <summary>Reads a packet and walks its extension headers.</summary>
    public static Ipv6Fault TryParse(ReadOnlySpan<byte> octets, out Ipv6View view)
    {
        view = default;
        if (octets.Length < Ipv6Header.Length)
        {
            return Ipv6Fault.Truncated;
        }

        if (octets[0] >> 4 != 6)
        {
            return Ipv6Fault.Version;
        }

        int length = Ipv6Header.Length + BinaryPrimitives.ReadUInt16BigEndian(octets[4..]);
        if (length > octets.Length)
        {
            return Ipv6Fault.PayloadLength;
        }

        return Walk(octets[..length], octets[length..], out view);
    }

    private static Ipv6Fault Walk(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> padding, out Ipv6View view)
    {
        view = default;
        IpProtocol next = (IpProtocol)packet[6];
        int offset = Ipv6Header.Length;
        int fragmentHeader = 0;
        for (int count = 0; Ipv6ExtensionReader.IsExtension(next); count++)
        {
            if (count == MaximumExtensions)
            {
                return Ipv6Fault.TooManyExtensions;
            }

            if (next == IpProtocol.HopByHop && count != 0)
            {
                return Ipv6Fault.HopByHopNotFirst;
            }

            int length = Ipv6ExtensionReader.LengthOf(next, packet[offset..]);
            if (length == 0)
            {
                return Ipv6Fault.ExtensionTruncated;
            }

            bool inTheMiddle = false;
            if (next == IpProtocol.Fragment)
            {
                fragmentHeader = offset;
                inTheMiddle = (BinaryPrimitives.ReadUInt16BigEndian(packet[(offset + 2)..]) & 0xFFF8) != 0;
            }

            next = (IpProtocol)packet[offset];
            offset += length;
            if (inTheMiddle)
            {
                break;
            }
        }

        view = new Ipv6View(packet, padding, offset, next, fragmentHeader);
        return Ipv6Fault.None;
    }

    /// <summary>"IP6 fe80::1 > ff02::1, hlim 255, next-header 58, length 24".</summary>
    public override string ToString() =>
        $"IP6 {Source} > {Destination}, hlim {HopLimit}, next-header {(int)UpperProtocol}, length {PayloadLength}"
        + (HasFragmentHeader ? $", frag {FragmentOffset}{(MoreFragments ? "+" : string.Empty)}" : string.Empty);
}
