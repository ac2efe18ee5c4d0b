namespace Weft.Model;

/// <summary>A policy by its position in the fabric file, from 1. 0 stands for none.</summary>
public readonly record struct PolicyId(ushort Value) : IComparable<PolicyId>
{
    public static PolicyId None => default;

    public bool IsNone => Value == 0;

    public int CompareTo(PolicyId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
