namespace Weft.Model;

/// <summary>A port for hosts: an access port of one segment, or a trunk.</summary>
internal sealed record TopologyPort(TopologyMachine Leaf, string Name, List<TopologySegment> Segments, bool IsTrunk)
{
    /// <summary>True when a host stands behind it; an access port of that kind need not be written.</summary>
    public bool HasHosts { get; set; }
}
