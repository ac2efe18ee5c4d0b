using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An IPv4 packet with a correct header checksum (RFC 791).</summary>
public readonly ref struct Ipv4View
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly ReadOnlySpan<byte> _padding;

    private Ipv4View(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> padding)
    {
        _octets = octets;
        _padding = padding;
    }

    /// <summary>20 to 60 octets.</summary>
    public int HeaderLength => (_octets[0] & 0xF) * 4;

    public byte TypeOfService => _octets[1];

    public ushort TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    public ushort Identification => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    public ushort FlagsAndOffset => BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    public bool DoNotFragment => (FlagsAndOffset & Ipv4Header.DoNotFragment) != 0;

    public bool MoreFragments => (FlagsAndOffset & Ipv4Header.MoreFragments) != 0;

    /// <summary>Position of this fragment in the whole payload, in octets.</summary>
    public int FragmentOffset => (FlagsAndOffset & 0x1FFF) * 8;

    /// <summary>True for any part of a fragmented packet.</summary>
    public bool IsFragment => MoreFragments || FragmentOffset != 0;

    public byte TimeToLive => _octets[8];

    public IpProtocol Protocol => (IpProtocol)_octets[9];

    public IpAddress Source => IpAddress.ReadIpv4(_octets[12..]);

    public IpAddress Destination => IpAddress.ReadIpv4(_octets[16..]);

    /// <summary>The raw options, padded to a multiple of four octets.</summary>
    public ReadOnlySpan<byte> Options => _octets[Ipv4Header.Length..HeaderLength];

    /// <summary>What follows the header, without Ethernet padding.</summary>
    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..];

    /// <summary>Octets beyond the total length: Ethernet padding.</summary>
    public ReadOnlySpan<byte> Padding => _padding;

    public Ipv4Header Header => new(TypeOfService, Identification, FlagsAndOffset, TimeToLive, Protocol, Source, Destination);

    /// <summary>Reads a packet and checks its header checksum; octets beyond the total length are padding.</summary>
    public static Ipv4Fault TryParse(ReadOnlySpan<byte> octets, out Ipv4View view)
    {
        view = default;
        if (octets.Length < Ipv4Header.Length)
        {
            return Ipv4Fault.Truncated;
        }

        if (octets[0] >> 4 != 4)
        {
            return Ipv4Fault.Version;
        }

        int headerLength = (octets[0] & 0xF) * 4;
        if (headerLength < Ipv4Header.Length || headerLength > octets.Length)
        {
            return Ipv4Fault.HeaderLength;
        }

        int totalLength = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        if (totalLength < headerLength || totalLength > octets.Length)
        {
            return Ipv4Fault.TotalLength;
        }

        if (InternetChecksum.Compute(octets[..headerLength]) != 0)
        {
            return Ipv4Fault.Checksum;
        }

        view = new Ipv4View(octets[..totalLength], octets[totalLength..]);
        return Ipv4Fault.None;
    }

    /// <summary>"IP 10.0.7.1 > 10.0.7.101, ttl 64, proto 1, length 84".</summary>
    public override string ToString() =>
        $"IP {Source} > {Destination}, ttl {TimeToLive}, proto {(int)Protocol}, length {TotalLength}"
        + (IsFragment ? $", frag {Identification:x4}@{FragmentOffset}{(MoreFragments ? "+" : string.Empty)}" : string.Empty);
}
