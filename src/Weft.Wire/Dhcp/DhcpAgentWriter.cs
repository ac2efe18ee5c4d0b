namespace Weft.Wire.Dhcp;

/// <summary>Writes the parts of the relay agent option one behind the other. Throws when the area is too small.</summary>
public ref struct DhcpAgentWriter(Span<byte> area)
{
    private readonly Span<byte> _area = area;

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Any part, of at most 255 octets.</summary>
    public void Write(DhcpAgentOptionCode code, scoped ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, byte.MaxValue, nameof(data));
        Span<byte> part = _area.Slice(Length, 2 + data.Length);
        part[0] = (byte)code;
        part[1] = (byte)data.Length;
        data.CopyTo(part[2..]);
        Length += part.Length;
    }

    /// <summary>A part that is one IPv4 address.</summary>
    public void Write(DhcpAgentOptionCode code, IpAddress address)
    {
        if (address.IsIpv6)
        {
            throw new ArgumentException("DHCP options hold IPv4 addresses", nameof(address));
        }

        Span<byte> data = stackalloc byte[4];
        address.Write(data);
        Write(code, data);
    }
}
