namespace Weft.Wire.Isis;

/// <summary>A node of the link-state graph: a system, or with a non-zero <paramref name="Pseudonode"/> a LAN (ISO 10589 clause 7.2.4).</summary>
public readonly record struct IsisNodeId(SystemId System, byte Pseudonode) : IComparable<IsisNodeId>
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = SystemId.Length + 1;

    public bool IsPseudonode => Pseudonode != 0;

    /// <summary>Reads seven octets.</summary>
    public static IsisNodeId Read(ReadOnlySpan<byte> source) => new(SystemId.Read(source), source[SystemId.Length]);

    /// <summary>Writes seven octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        destination[SystemId.Length] = Pseudonode;
        System.Write(destination);
        return Length;
    }

    public int CompareTo(IsisNodeId other)
    {
        int bySystem = System.CompareTo(other.System);
        return bySystem != 0 ? bySystem : Pseudonode.CompareTo(other.Pseudonode);
    }

    /// <summary>"0000.0000.0001.00".</summary>
    public override string ToString() => $"{System}.{Pseudonode:x2}";
}
