using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Which node of a fabric does what when the fabric is built as a classic network.</summary>
internal sealed class ClassicLayout
{
    /// <summary>More than this is no network that anybody bridges.</summary>
    public const int MaximumNodes = 256;

    private const int HighestPriority = 254;
    private const int PriorityStep = 10;
    private const int PairSize = 2;

    private readonly Fabric _fabric;
    private readonly StoryModel _model;
    private readonly Dictionary<string, List<ClassicRole>> _roles = [];
    private readonly List<(FabricNode A, FabricNode B)> _pairs = [];

    /// <summary>Throws <see cref="SimulationException"/> for a fabric that the model cannot be built of.</summary>
    public ClassicLayout(Fabric fabric, StoryModel model)
    {
        _fabric = fabric;
        _model = model;
        if (fabric.Subnets.Any(subnet => subnet.Vrf.Id != VrfId.Default) || fabric.Nodes.Length > MaximumNodes)
        {
            throw new SimulationException($"a classic network has one VRF and at most {MaximumNodes} nodes, and {fabric.Name} has not");
        }

        foreach (Subnet subnet in fabric.Subnets)
        {
            AddRoles(subnet);
        }

        if (model.Kind == ModelKind.MlagPair)
        {
            AddPairs();
        }
    }

    /// <summary>True when frames of gateways do not pass between sites, so that each site elects or has a gateway of its own.</summary>
    public bool FiltersGateways => _model.Kind is ModelKind.FhrpFilter or ModelKind.MlagPair;

    /// <summary>Nodes that are one bridge to everybody else.</summary>
    public IReadOnlyList<(FabricNode A, FabricNode B)> Pairs => _pairs;

    /// <summary>The root of the spanning tree: the first gateway there is, as an engineer would choose.</summary>
    public FabricNode Root => _fabric.Nodes.FirstOrDefault(node => _roles.ContainsKey(node.Name)) ?? _fabric.Nodes[0];

    /// <summary>The subnets that a node is a gateway of.</summary>
    public IReadOnlyList<ClassicRole> RolesOf(FabricNode node) => _roles.TryGetValue(node.Name, out List<ClassicRole>? roles) ? roles : [];

    /// <summary>True for a gateway that lets nothing pass that it has not seen the beginning of.</summary>
    public bool IsFirewall(FabricNode node) => _model.Kind == ModelKind.Firewall && _roles.ContainsKey(node.Name);

    /// <summary>True for nodes that route: gateways, and whatever is above the leaves.</summary>
    public bool IsRouter(FabricNode node) => node.Role != NodeRole.Leaf || _roles.ContainsKey(node.Name);

    private void AddRoles(Subnet subnet)
    {
        bool elects = _model.Kind is ModelKind.SingleGateway or ModelKind.FhrpFilter;
        int priority = HighestPriority;
        IEnumerable<Site> sites = _fabric.Sites.Where(subnet.IsAt).OrderBy(site => site == subnet.Home ? 0 : 1);
        IEnumerable<FabricNode> gateways = sites.SelectMany(site => GatewaysOf(site));
        foreach (FabricNode node in _model.Kind == ModelKind.Firewall ? gateways.Take(1) : gateways)
        {
            if (!_roles.TryGetValue(node.Name, out List<ClassicRole>? roles))
            {
                _roles[node.Name] = roles = [];
            }

            roles.Add(new ClassicRole(subnet, (byte)(elects ? priority : 0)));
            priority = Math.Max(1, priority - PriorityStep);
        }
    }

    /// <summary>The gateways of a site: those that the story names, otherwise every leaf where the model has it so, otherwise the site's core.</summary>
    private ImmutableArray<FabricNode> GatewaysOf(Site site)
    {
        FabricNode[] nodes = [.. _fabric.Nodes.Where(node => node.Site == site)];
        if (!_model.At.IsEmpty)
        {
            return [.. nodes.Where(node => _model.At.Contains(node.Name))];
        }

        if (_model.Kind == ModelKind.VirtualArp)
        {
            return [.. nodes.Where(node => node.Role == NodeRole.Leaf)];
        }

        foreach (NodeRole role in (NodeRole[])[NodeRole.Spine, NodeRole.Edge])
        {
            if (nodes.Any(node => node.Role == role))
            {
                return [.. nodes.Where(node => node.Role == role).Take(PairSize)];
            }
        }

        return [.. nodes.Take(PairSize)];
    }

    private void AddPairs()
    {
        foreach (Site site in _fabric.Sites)
        {
            ImmutableArray<FabricNode> gateways = GatewaysOf(site);
            if (gateways.IsEmpty)
            {
                continue;
            }

            bool isPair = gateways.Length == PairSize && _fabric.Links.Any(link => Joins(link, gateways[0], gateways[1]));
            if (!isPair)
            {
                string names = string.Join(" and ", gateways.Select(node => node.Name));
                throw new SimulationException($"{names} in {site.Name} are no pair: mlag-pair needs two gateways in each site and a link between them");
            }

            _pairs.Add((gateways[0], gateways[1]));
        }
    }

    private static bool Joins(FabricLink link, FabricNode a, FabricNode b) =>
        (link.A.Node == a.Name && link.B.Node == b.Name) || (link.A.Node == b.Name && link.B.Node == a.Name);
}
