namespace Weft.Wire.Isis;

/// <summary>The interface addresses of TLV 132 (IPv4) or 232 (IPv6); an incomplete last one is left out.</summary>
public ref struct IpAddressList(ReadOnlySpan<byte> value, AddressFamily family)
{
    private readonly int _length = family == AddressFamily.Ipv6 ? 16 : 4;
    private ReadOnlySpan<byte> _rest = value;

    public IpAddress Current { get; private set; }

    public readonly IpAddressList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < _length)
        {
            return false;
        }

        Current = _length == 16 ? IpAddress.ReadIpv6(_rest) : IpAddress.ReadIpv4(_rest);
        _rest = _rest[_length..];
        return true;
    }
}
