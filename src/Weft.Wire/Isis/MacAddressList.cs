namespace Weft.Wire.Isis;

/// <summary>The MACs of TLV 6; an incomplete last one is left out.</summary>
public ref struct MacAddressList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value;

    public MacAddress Current { get; private set; }

    public readonly MacAddressList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < MacAddress.Length)
        {
            return false;
        }

        Current = MacAddress.Read(_rest);
        _rest = _rest[MacAddress.Length..];
        return true;
    }
}
