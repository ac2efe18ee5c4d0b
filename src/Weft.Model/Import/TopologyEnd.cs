using Weft.Wire;

namespace Weft.Model;

/// <summary>One end of a link.</summary>
internal sealed class TopologyEnd(TopologyMachine machine, SourceSpan span)
{
    public TopologyMachine Machine { get; } = machine;

    public SourceSpan Span { get; } = span;

    /// <summary>The port, with a name that the kernel takes; null when the topology names none.</summary>
    public string? Port { get; set; }

    /// <summary>True when the port has its name from here; such names need not be written where Weft derives its own.</summary>
    public bool IsPortDerived { get; set; }

    public MacAddress? Mac { get; set; }

    public List<GatewayAddress> Addresses { get; } = [];

    /// <summary>Which address of the prefix it has, where the topology counts.</summary>
    public uint? HostNumber { get; set; }

    public uint? Metric { get; set; }

    public string? Access { get; set; }

    public List<string> Trunk { get; } = [];

    public string? Vrf { get; set; }
}
