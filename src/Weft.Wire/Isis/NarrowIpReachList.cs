namespace Weft.Wire.Isis;

/// <summary>The entries of TLV 128 and 130; an incomplete last one is left out.</summary>
public ref struct NarrowIpReachList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value;

    public NarrowIpReach Current { get; private set; }

    public readonly NarrowIpReachList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < NarrowIpReach.Length)
        {
            return false;
        }

        Current = NarrowIpReach.Read(_rest);
        _rest = _rest[NarrowIpReach.Length..];
        return true;
    }
}
