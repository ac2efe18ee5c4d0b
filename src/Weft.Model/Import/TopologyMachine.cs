using Weft.Wire;

namespace Weft.Model;

/// <summary>A machine of a topology on its way into a fabric file.</summary>
internal sealed class TopologyMachine(string original, string name, SourceSpan span)
{
    /// <summary>Its name in the topology.</summary>
    public string Original { get; } = original;

    /// <summary>Its name in the fabric.</summary>
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public MachineKind Kind { get; set; }

    /// <summary>Strongest first.</summary>
    public List<TopologyHint> Hints { get; } = [];

    public List<TopologyCable> Cables { get; } = [];

    public NodeRole Role { get; set; }

    /// <summary>Why it has its role and its site; a comment of the fabric file.</summary>
    public string RoleReason { get; set; } = "";

    public string? Site { get; set; }

    public string? SiteReason { get; set; }

    /// <summary>True for a host behind an outside router.</summary>
    public bool IsClient { get; set; }

    public uint? AsNumber { get; set; }

    public List<IpAddress> Loopbacks { get; } = [];

    /// <summary>Addresses that are known without a link, by interface; the text is the interface, empty for any.</summary>
    public List<(string Port, GatewayAddress Address)> Addresses { get; } = [];

    /// <summary>Its default routers, where the topology tells.</summary>
    public List<IpAddress> Gateways { get; } = [];

    private readonly HashSet<string> _ports = [];
    private int _numbered;

    /// <summary>Takes the next name of a port, "swp1" and so on, that is free.</summary>
    public string NextPort()
    {
        string name;
        do
        {
            name = $"swp{++_numbered}";
        }
        while (!_ports.Add(name));

        return name;
    }

    /// <summary>Takes the name of a port; false when it is taken.</summary>
    public bool TryTakePort(string name) => _ports.Add(name);

    public override string ToString() => Name;
}
