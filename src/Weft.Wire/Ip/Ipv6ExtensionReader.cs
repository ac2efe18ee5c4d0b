namespace Weft.Wire;

/// <summary>Walks the extension headers of a packet that <see cref="Ipv6View.TryParse"/> has accepted.</summary>
/// <param name="first">The type of the first of them: the fixed header's next header.</param>
/// <param name="extensions"><see cref="Ipv6View.Extensions"/>.</param>
public ref struct Ipv6ExtensionReader(IpProtocol first, ReadOnlySpan<byte> extensions)
{
    private ReadOnlySpan<byte> _rest = extensions;
    private IpProtocol _next = first;

    /// <summary>The next extension header; false when there is none left.</summary>
    public bool TryRead(out Ipv6Extension extension)
    {
        extension = default;
        int length = IsExtension(_next) ? LengthOf(_next, _rest) : 0;
        if (length == 0)
        {
            return false;
        }

        extension = new Ipv6Extension(_next, _rest[..length]);
        _next = extension.NextHeader;
        _rest = _rest[length..];
        return true;
    }

    /// <summary>True for the headers that are walked.</summary>
    internal static bool IsExtension(IpProtocol protocol) => protocol is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment
        or IpProtocol.DestinationOptions or IpProtocol.Authentication;

    /// <summary>The length of the header at the start of <paramref name="octets"/>, or 0 when it does not fit.</summary>
    internal static int LengthOf(IpProtocol kind, ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 8)
        {
            return 0;
        }

        int length = kind switch
        {
            IpProtocol.Fragment => 8,
            IpProtocol.Authentication => (octets[1] + 2) * 4, // RFC 4302 section 2.2: in 32-bit words, minus 2
            _ => (octets[1] + 1) * 8,
        };
        return length <= octets.Length ? length : 0;
    }
}
