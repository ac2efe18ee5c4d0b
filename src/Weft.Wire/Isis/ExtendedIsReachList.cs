namespace Weft.Wire.Isis;

/// <summary>The entries of TLV 22, or of TLV 222 behind its topology. Enumeration ends at a malformed entry.</summary>
public ref struct ExtendedIsReachList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value;

    public ExtendedIsReach Current { get; private set; }

    public readonly ExtendedIsReachList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!ExtendedIsReach.TryRead(_rest, out ExtendedIsReach entry))
        {
            return false;
        }

        Current = entry;
        _rest = _rest[entry.Length..];
        return true;
    }
}
