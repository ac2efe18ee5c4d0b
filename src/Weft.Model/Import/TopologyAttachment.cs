using Weft.Wire;

namespace Weft.Model;

/// <summary>A host at its port.</summary>
internal sealed class TopologyAttachment(TopologyMachine host, TopologyEnd end, TopologyPort port, TopologySegment segment)
{
    public TopologyMachine Host { get; } = host;

    /// <summary>The host's end of its link.</summary>
    public TopologyEnd End { get; } = end;

    public TopologyPort Port { get; } = port;

    public TopologySegment Segment { get; } = segment;

    public List<IpAddress> Addresses { get; } = [];

    public MacAddress? Mac { get; set; }
}
