namespace Weft.Wire.Isis;

/// <summary>The entries of TLV 2; an incomplete last one is left out.</summary>
public ref struct NarrowIsReachList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value.IsEmpty ? default : value[1..];

    /// <summary>The octet before the entries: not 0 for a virtual link.</summary>
    public byte VirtualFlag { get; } = value.IsEmpty ? (byte)0 : value[0];

    public NarrowIsReach Current { get; private set; }

    public readonly NarrowIsReachList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < NarrowIsReach.Length)
        {
            return false;
        }

        Current = NarrowIsReach.Read(_rest);
        _rest = _rest[NarrowIsReach.Length..];
        return true;
    }
}
