namespace Weft.Wire.Isis;

/// <summary>The LSP entries of TLV 9; an incomplete last one is left out.</summary>
public ref struct LspEntryList(ReadOnlySpan<byte> value)
{
    private ReadOnlySpan<byte> _rest = value;

    public LspEntry Current { get; private set; }

    public readonly LspEntryList GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < LspEntry.Length)
        {
            return false;
        }

        Current = LspEntry.Read(_rest);
        _rest = _rest[LspEntry.Length..];
        return true;
    }
}
