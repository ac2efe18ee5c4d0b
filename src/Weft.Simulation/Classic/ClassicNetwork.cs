using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>
/// A fabric built as networks were before host routing: every VLAN stretched over all cables on one spanning tree, gateways in few places, and routers that
/// know prefixes only. What spanning tree and routing protocol would agree upon is computed, a while after each change.
/// </summary>
internal sealed class ClassicNetwork
{
    private readonly Fabric _fabric;
    private readonly ClassicLayout _layout;
    private readonly List<ClassicNode> _nodes = [];
    private readonly Dictionary<string, ClassicNode> _byName = [];
    private readonly List<LogicalBridge> _bridges = [];
    private Instant _treeDue = Instant.Never;
    private Instant _routesDue = Instant.Never;

    public ClassicNetwork(Fabric fabric, StoryModel model)
    {
        _fabric = fabric;
        _layout = new ClassicLayout(fabric, model);
    }

    public ClassicLayout Layout => _layout;

    /// <summary>When <see cref="HandleTimer"/> has something to do.</summary>
    public Instant Due => Instant.Min(_treeDue, _routesDue);

    /// <summary>True when nothing is on its way to another tree, other routes or another master.</summary>
    public bool IsSettled => Due == Instant.Never && _nodes.TrueForAll(node => !node.HasPower || node.Router.IsSettled);

    public void Add(ClassicNode node)
    {
        _nodes.Add(node);
        _byName.Add(node.Name, node);
    }

    /// <summary>Joins the nodes, when all are there.</summary>
    public void Complete()
    {
        foreach (FabricNode node in _fabric.Nodes.OrderBy(node => node == _layout.Root ? 0 : 1))
        {
            if (_bridges.Exists(bridge => bridge.Members.Exists(member => member.Name == node.Name)))
            {
                continue;
            }

            LogicalBridge bridge = new();
            bridge.Members.Add(_byName[node.Name]);
            foreach ((FabricNode a, FabricNode b) in _layout.Pairs)
            {
                if (a == node || b == node)
                {
                    bridge.Members.Add(_byName[(a == node ? b : a).Name]);
                }
            }

            _bridges.Add(bridge);
        }

        foreach (LogicalBridge bridge in _bridges)
        {
            foreach (ClassicNode node in bridge.Members)
            {
                node.Join(bridge);
            }
        }

        AddCables();
        SpanningTree.Compute(_bridges);
        RouteComputation.Run(_fabric, _nodes);
    }

    /// <summary>A carrier or a foreign route has changed.</summary>
    public void Changed(Instant now)
    {
        _treeDue = Instant.Min(_treeDue, now + ClassicTiming.Tree);
        _routesDue = Instant.Min(_routesDue, now + ClassicTiming.Routes);
    }

    public void HandleTimer(Instant now)
    {
        if (_treeDue <= now)
        {
            _treeDue = Instant.Never;
            SpanningTree.Compute(_bridges);
            foreach (LogicalBridge bridge in _bridges)
            {
                bridge.Macs.Clear();
            }
        }

        if (_routesDue <= now)
        {
            _routesDue = Instant.Never;
            RouteComputation.Run(_fabric, _nodes);
            foreach (ClassicNode node in _nodes)
            {
                node.RoutesChanged();
            }
        }
    }

    private int OrderOf(LinkEnd end) => _fabric.FindNode(end.Node)!.Index;

    /// <summary>Cables between the same two bridges are one bundle where one of them is a pair; within a pair they join its members.</summary>
    private void AddCables()
    {
        Dictionary<(LogicalBridge A, LogicalBridge B), LogicalPort> bundles = [];
        foreach (FabricLink link in _fabric.Links.OrderBy(link => OrderOf(link.A)).ThenBy(link => OrderOf(link.B)))
        {
            ClassicNode a = _byName[link.A.Node];
            ClassicNode b = _byName[link.B.Node];
            PortIndex portA = a.Plan.FindPort(link.A.Port)!.Index;
            PortIndex portB = b.Plan.FindPort(link.B.Port)!.Index;
            if (a.Bridge == b.Bridge)
            {
                a.SetPeerPort(portA);
                b.SetPeerPort(portB);
                continue;
            }

            bool isBundle = a.Bridge.Members.Count > 1 || b.Bridge.Members.Count > 1;
            (LogicalBridge A, LogicalBridge B) key = (a.Bridge, b.Bridge);
            LogicalPort? near = isBundle ? bundles.GetValueOrDefault(key) ?? bundles.GetValueOrDefault((b.Bridge, a.Bridge))?.Far : null;
            if (near is null)
            {
                near = new LogicalPort(a.Bridge) { IsInterconnect = link.IsInterconnect };
                near.Far = new LogicalPort(b.Bridge) { IsInterconnect = link.IsInterconnect, Far = near };
                a.Bridge.Ports.Add(near);
                b.Bridge.Ports.Add(near.Far);
                bundles[key] = near;
            }

            a.AddTo(near, portA);
            b.AddTo(near.Far!, portB);
        }
    }
}
