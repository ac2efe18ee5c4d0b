namespace Weft.Wire.Isis;

/// <summary>The area addresses of TLV 1: each a length (1 to 20) and that many octets. Enumeration ends at a malformed one.</summary>
public ref struct AreaAddressList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value;

    /// <summary>One area address, e.g. 49 00 01.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly AreaAddressList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty || _rest[0] is 0 or > 20 || _rest.Length <= _rest[0])
        {
            return false;
        }

        int end = 1 + _rest[0];
        Current = _rest[1..end];
        _rest = _rest[end..];
        return true;
    }
}
