namespace Weft.Wire.Isis;

/// <summary>The value of TLV 24: in whose name a virtual system speaks (RFC 5311 section 3.2).</summary>
/// <remarks><code>
/// 0            6            7
/// | system (6) | pseudonode | sub-TLV length | sub-TLVs |
/// </code></remarks>
/// <param name="Origin">The originating system, by its normal system id.</param>
public readonly record struct SystemAlias(IsisNodeId Origin)
{
    /// <summary>Octets without sub-TLVs.</summary>
    public const int Length = IsisNodeId.Length + 1;

    /// <summary>Reads the value; false when it is cut off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out SystemAlias alias)
    {
        alias = default;
        if (value.Length < Length || value.Length < Length + value[IsisNodeId.Length])
        {
            return false;
        }

        alias = new SystemAlias(IsisNodeId.Read(value));
        return true;
    }

    /// <summary>Writes the value without sub-TLVs; returns how many octets.</summary>
    public int Write(Span<byte> destination)
    {
        destination[IsisNodeId.Length] = 0;
        return Origin.Write(destination) + 1;
    }
}
