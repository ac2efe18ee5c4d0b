namespace Weft.Model;

/// <summary>A group of next hops shared by many routes; one change moves them all. Numbered from 1 by the node.</summary>
public readonly record struct NextHopGroupId(uint Value)
{
    public override string ToString() => Value.ToString();
}
