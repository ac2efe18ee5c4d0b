namespace Weft.Model;

/// <summary>A port as read or implied.</summary>
internal sealed class DraftPort(string name, SourceSpan span, PortKind kind)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public PortKind Kind { get; } = kind;

    /// <summary>True when only a host implies it.</summary>
    public bool IsImplied { get; init; }

    /// <summary>False when a fault hides what the port carries; nothing is then said about its hosts.</summary>
    public bool IsKnown { get; set; } = true;

    public List<DraftSubnet> Subnets { get; } = [];

    public List<DraftSubnet> Foreign { get; } = [];

    public MoveTrust Moves { get; set; }

    public bool ServesDhcp { get; init; }

    public PortGuard Guard { get; set; }

    public PortBpdu Bpdu { get; init; }

    public bool IsMonitored { get; set; }

    public uint Metric { get; set; }

    public BfdTiming? Bfd { get; init; }

    public string? Peer { get; init; }

    /// <summary>Outside ports: null stands for the default VRF.</summary>
    public Vrf? Vrf { get; init; }

    public List<GatewayAddress> Addresses { get; } = [];
}
