namespace Weft.Wire.Dhcp;

/// <summary>Walks one area of options up to its end option or its end; pads are passed over.</summary>
public ref struct DhcpOptionReader(ReadOnlySpan<byte> area)
{
    private ReadOnlySpan<byte> _rest = area;

    /// <summary>The next option; false at the end, and at an option that goes beyond the area.</summary>
    public bool TryRead(out DhcpOption option)
    {
        option = default;
        while (!_rest.IsEmpty && _rest[0] == (byte)DhcpOptionCode.Pad)
        {
            _rest = _rest[1..];
        }

        if (_rest.IsEmpty || _rest[0] == (byte)DhcpOptionCode.End || _rest.Length < 2 || _rest.Length < 2 + _rest[1])
        {
            return false;
        }

        option = new DhcpOption((DhcpOptionCode)_rest[0], _rest.Slice(2, _rest[1]));
        _rest = _rest[(2 + _rest[1])..];
        return true;
    }

    /// <summary>True when the walk stopped within an option.</summary>
    internal readonly bool IsBroken => !_rest.IsEmpty && _rest[0] is not ((byte)DhcpOptionCode.End or (byte)DhcpOptionCode.Pad);
}
