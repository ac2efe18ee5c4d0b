namespace Weft.Wire;

/// <summary>Walks the options of a neighbour discovery message that <see cref="NdView.TryParse"/> has accepted.</summary>
public ref struct NdOptionReader(ReadOnlySpan<byte> options)
{
    private ReadOnlySpan<byte> _rest = options;

    /// <summary>The next option; false at the end.</summary>
    public bool TryRead(out NdOption option)
    {
        option = default;
        if (_rest.Length < 8 || _rest[1] == 0 || _rest[1] * 8 > _rest.Length)
        {
            return false;
        }

        int length = _rest[1] * 8;
        option = new NdOption(_rest[..length]);
        _rest = _rest[length..];
        return true;
    }
}
