namespace Weft.Model;

/// <summary>How far a subnet's VLAN is bridged.</summary>
public enum SubnetScope : byte
{
    /// <summary>Only among the ports of one leaf: every leaf is a segment of its own (the default).</summary>
    Routed,

    /// <summary>Also between the leaves of a site, over links that carry it: every site is one segment.</summary>
    Bridged,
}
