namespace Weft.Wire.Isis;

/// <summary>The entries of TLV 135 or 236, or of 235 or 237 behind their topology. Enumeration ends at a malformed entry.</summary>
public ref struct PrefixReachList(ReadOnlySpan<byte> value, AddressFamily family)
{
    private readonly AddressFamily _family = family;
    private ReadOnlySpan<byte> _rest = value;

    public PrefixReach Current { get; private set; }

    /// <summary>The octets of <see cref="Current"/> as they were received.</summary>
    public ReadOnlySpan<byte> CurrentOctets { get; private set; }

    public readonly PrefixReachList GetEnumerator() => this;

    public bool MoveNext()
    {
        ReadOnlySpan<byte> before = _rest;
        if (!PrefixReach.TryRead(_rest, _family, out PrefixReach entry))
        {
            return false;
        }

        // An entry may announce sub-TLVs and have none: one octet that Length does not count.
        bool hasEmptySubTlvs = entry.SubTlvs.IsEmpty && (before[4] & (_family == AddressFamily.Ipv6 ? 0x20 : 0x40)) != 0;
        int length = entry.Length + (hasEmptySubTlvs ? 1 : 0);
        Current = entry;
        CurrentOctets = before[..length];
        _rest = before[length..];
        return true;
    }
}
