namespace Weft.Model;

/// <summary>Where a host is, relative to a segment of this node.</summary>
public enum HostPlace : byte
{
    /// <summary>No claim and no binding: never answered for.</summary>
    Unknown,

    /// <summary>On the very segment: it answers for itself.</summary>
    SameSegment,

    /// <summary>On another segment of this node.</summary>
    OtherSegment,

    /// <summary>On another node.</summary>
    Remote,
}
