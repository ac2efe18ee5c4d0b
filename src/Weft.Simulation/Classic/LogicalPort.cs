using Weft.Model;

namespace Weft.Simulation;

/// <summary>What the spanning tree and the MAC table take for one port: a host port, a cable to another bridge, or all cables between two bridges where one of
/// them is a pair (a bundle, IEEE 802.1AX).</summary>
internal sealed class LogicalPort(LogicalBridge bridge)
{
    private readonly List<(ClassicNode Node, PortIndex Port)> _members = [];

    public LogicalBridge Bridge => bridge;

    /// <summary>The other end; null for a host port.</summary>
    public LogicalPort? Far { get; set; }

    /// <summary>True when the far end is in another site.</summary>
    public bool IsInterconnect { get; init; }

    /// <summary>False while the spanning tree blocks it.</summary>
    public bool Forwards { get; set; } = true;

    /// <summary>True while one of its cables works.</summary>
    public bool IsLive
    {
        get
        {
            foreach ((ClassicNode node, PortIndex port) in _members)
            {
                if (node.HasCarrier(port))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public void Add(ClassicNode node, PortIndex port) => _members.Add((node, port));

    /// <summary>The cable that a node sends a frame by; none when it has none that works. Frames of one flow keep to one cable.</summary>
    public PortIndex Choose(ClassicNode node, ReadOnlySpan<byte> frame)
    {
        int live = 0;
        foreach ((ClassicNode member, PortIndex port) in _members)
        {
            live += member == node && member.HasCarrier(port) ? 1 : 0;
        }

        int chosen = live > 1 ? node.Spread(frame, live) : 0;
        foreach ((ClassicNode member, PortIndex port) in _members)
        {
            if (member == node && member.HasCarrier(port) && chosen-- == 0)
            {
                return port;
            }
        }

        return PortIndex.None;
    }

    /// <summary>True when a cable of it works that is plugged into this node.</summary>
    public bool IsLiveAt(ClassicNode node)
    {
        foreach ((ClassicNode member, PortIndex port) in _members)
        {
            if (member == node && member.HasCarrier(port))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the first of a node's cables in it; empty when it has none.</summary>
    public string NameAt(ClassicNode node)
    {
        foreach ((ClassicNode member, PortIndex port) in _members)
        {
            if (member == node)
            {
                return node.Plan.Ports[port.Value].Name;
            }
        }

        return string.Empty;
    }
}
