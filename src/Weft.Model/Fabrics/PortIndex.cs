namespace Weft.Model;

/// <summary>A port of one node: its position in <see cref="NodePlan.Ports"/>. Not a kernel ifindex.</summary>
public readonly record struct PortIndex(ushort Value) : IComparable<PortIndex>
{
    /// <summary>No port.</summary>
    public static PortIndex None => new(ushort.MaxValue);

    public bool IsNone => Value == ushort.MaxValue;

    public int CompareTo(PortIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => IsNone ? "-" : Value.ToString();
}
