using Weft.Wire;

namespace Weft.Model;

/// <summary>A host address on a segment of this node.</summary>
public readonly record struct BindingKey(SegmentId Segment, IpAddress Address) : IComparable<BindingKey>
{
    public int CompareTo(BindingKey other)
    {
        int bySegment = Segment.CompareTo(other.Segment);
        return bySegment != 0 ? bySegment : Address.CompareTo(other.Address);
    }

    public override string ToString() => $"{Address} on {Segment}";
}
