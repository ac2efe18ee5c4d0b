using Weft.Wire;

namespace Weft.Model;

/// <summary>A node as read; what is faulty is null.</summary>
internal sealed class DraftNode(string name, SourceSpan span, int index)
{
    private readonly Dictionary<string, DraftPort> _ports = [];

    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public int Index { get; } = index;

    public DraftSite? Site { get; set; }

    /// <summary>Null when the file's word for it is wrong.</summary>
    public NodeRole? Role { get; set; } = NodeRole.Leaf;

    public Located<SystemId> SystemId { get; set; }

    public Located<IpAddress> Loopback4 { get; set; }

    public Located<IpAddress> Loopback6 { get; set; }

    /// <summary>In the order in which the file names or implies them.</summary>
    public List<DraftPort> Ports { get; } = [];

    public DraftPort? FindPort(string name) => _ports.GetValueOrDefault(name);

    /// <summary>Adds a port unless its name is taken.</summary>
    public bool TryAdd(DraftPort port)
    {
        if (!_ports.TryAdd(port.Name, port))
        {
            return false;
        }

        Ports.Add(port);
        return true;
    }

    /// <summary>A free name for the port towards a peer: "to-spine1", "to-spine1-2", shortened to what the kernel takes.</summary>
    public string FreePortName(string peer)
    {
        for (int attempt = 1; ; attempt++)
        {
            string suffix = attempt == 1 ? "" : $"-{attempt}";
            string stem = $"to-{peer}";
            int room = ScalarShapes.InterfaceNameLength - suffix.Length;
            string name = (stem.Length <= room ? stem : stem[..room]) + suffix;
            if (!_ports.ContainsKey(name))
            {
                return name;
            }
        }
    }
}
