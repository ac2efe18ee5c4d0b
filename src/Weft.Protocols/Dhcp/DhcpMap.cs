using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>The places of a node, found by port and tag or by name, and the state of its ports.</summary>
internal sealed class DhcpMap
{
    private readonly DhcpPlace[][] _byPort;
    private readonly RateBudget[] _budgets;
    private readonly bool[] _up;

    public DhcpMap(NodePlan plan)
    {
        Plan = plan;
        _byPort = [.. plan.Ports.Select(port => PlacesOf(plan, port))];
        _budgets = [.. plan.Ports.Select(static _ => new RateBudget(DhcpLimits.ClientBurst, DhcpLimits.ClientMessagesPerSecond))];
        _up = new bool[plan.Ports.Length];
    }

    public NodePlan Plan { get; }

    /// <summary>What the clients of a port may still send.</summary>
    public RateBudget BudgetOf(PortIndex port) => _budgets[port.Value];

    public bool IsUp(PortIndex port) => _up[port.Value];

    public void SetUp(PortIndex port, bool up) => _up[port.Value] = up;

    /// <summary>The segment of a frame, or null where the port does not carry it.</summary>
    public DhcpPlace? Find(PortIndex port, VlanId tag)
    {
        foreach (DhcpPlace place in _byPort[port.Value])
        {
            if (place.Tag == tag)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>The place of a name that came back from a server, or null.</summary>
    public DhcpPlace? Find(ReadOnlySpan<byte> name)
    {
        foreach (DhcpPlace[] places in _byPort)
        {
            foreach (DhcpPlace place in places)
            {
                if (name.SequenceEqual(place.Name))
                {
                    return place;
                }
            }
        }

        return null;
    }

    private static DhcpPlace[] PlacesOf(NodePlan plan, PortPlan port) => port.FacesHosts || port.Kind == PortKind.Interswitch
        ? [.. port.Segments.Select(own => new DhcpPlace(port, plan.FindSegment(own.Segment)!, own.Tag))]
        : [];
}
