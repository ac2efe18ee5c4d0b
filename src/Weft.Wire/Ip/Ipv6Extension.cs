namespace Weft.Wire;

/// <summary>One IPv6 extension header (RFC 8200 section 4).</summary>
public readonly ref struct Ipv6Extension
{
    internal Ipv6Extension(IpProtocol kind, ReadOnlySpan<byte> octets)
    {
        Kind = kind;
        Octets = octets;
    }

    /// <summary>What the header before called it.</summary>
    public IpProtocol Kind { get; }

    /// <summary>The whole header, with its next-header and length octets.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>What follows it.</summary>
    public IpProtocol NextHeader => (IpProtocol)Octets[0];

    /// <summary>Behind the next-header and length (in a fragment header: reserved) octets.</summary>
    public ReadOnlySpan<byte> Data => Octets[2..];
}
