namespace Weft.Wire;

/// <summary>Walks the options of an IPv4 header: <c>while (reader.TryRead(out option))</c>, then ask <see cref="IsMalformed"/>.</summary>
public ref struct Ipv4OptionReader(ReadOnlySpan<byte> options)
{
    private ReadOnlySpan<byte> _rest = options;

    /// <summary>True when the walk stopped at an option that does not fit.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The next option; false at the end of the list or at one that does not fit. No-operation octets are skipped.</summary>
    public bool TryRead(out Ipv4Option option)
    {
        option = default;
        while (!_rest.IsEmpty && _rest[0] == Ipv4Option.NoOperation)
        {
            _rest = _rest[1..];
        }

        if (_rest.IsEmpty || _rest[0] == Ipv4Option.EndOfList)
        {
            return false;
        }

        if (_rest.Length < 2 || _rest[1] < 2 || _rest[1] > _rest.Length)
        {
            IsMalformed = true;
            _rest = [];
            return false;
        }

        option = new Ipv4Option(_rest[0], _rest[2.._rest[1]]);
        _rest = _rest[_rest[1]..];
        return true;
    }
}
