namespace Weft.Wire;

/// <summary>An IEEE 802.1Q VLAN identifier, 1 to 4094; zero (the default) means untagged.</summary>
public readonly record struct VlanId : IComparable<VlanId>
{
    /// <summary>The highest usable VID; 4095 is reserved (IEEE 802.1Q-2018 table 9-2).</summary>
    public const ushort Maximum = 4094;

    /// <summary>Makes a VLAN id; throws outside 0..4094.</summary>
    public VlanId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Maximum);
        Value = (ushort)value;
    }

    public ushort Value { get; }

    /// <summary>No VLAN tag.</summary>
    public static VlanId Untagged => default;

    public bool IsTagged => Value != 0;

    public int CompareTo(VlanId other) => Value.CompareTo(other.Value);

    public static bool operator <(VlanId left, VlanId right) => left.Value < right.Value;

    public static bool operator >(VlanId left, VlanId right) => left.Value > right.Value;

    public static bool operator <=(VlanId left, VlanId right) => left.Value <= right.Value;

    public static bool operator >=(VlanId left, VlanId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString();
}
