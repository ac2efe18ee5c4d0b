using Weft.Wire;

namespace Weft.Model;

/// <summary>A link of a topology: a cable of two ends, or a segment of more.</summary>
internal sealed class TopologyCable(SourceSpan span)
{
    public SourceSpan Span { get; } = span;

    public List<TopologyEnd> Ends { get; } = [];

    /// <summary>A name for the subnet, where the link is one.</summary>
    public string? Name { get; set; }

    public List<IpPrefix> Prefixes { get; } = [];

    public List<GatewayAddress> Gateways { get; } = [];

    public int? GatewayNumber { get; set; }

    /// <summary>The pool that a prefix is taken from when there is none.</summary>
    public string? Pool { get; set; }

    /// <summary>The VLAN of an access port.</summary>
    public string? Access { get; set; }

    /// <summary>The VLANs of a trunk; links of one group share the list.</summary>
    public IReadOnlyList<string> Trunk { get; set; } = [];

    public string? Vrf { get; set; }

    public uint? Metric { get; set; }

    public IEnumerable<TopologyEnd> EndsOf(MachineKind kind) => Ends.Where(end => end.Machine.Kind == kind);

    /// <summary>"leaf1 - h1, h2".</summary>
    public override string ToString() => string.Join(" - ", Ends.Take(4).Select(end => end.Machine.Original)) + (Ends.Count > 4 ? " ..." : "");
}
