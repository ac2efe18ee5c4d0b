namespace Weft.Model;

/// <summary>A routing domain of the fabric. 0 is the default VRF; others are numbered in the order of the fabric file, which all nodes must share.</summary>
public readonly record struct VrfId(ushort Value) : IComparable<VrfId>
{
    public static VrfId Default => default;

    public int CompareTo(VrfId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
