using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Report;

/// <summary>Where everything stands in the picture of a fabric: sites side by side, the roles above each other, the outside on top.</summary>
internal sealed class FabricLayout
{
    /// <summary>Nodes of one site and role that are drawn; the others are counted.</summary>
    public const int MostInRow = 12;

    public const double OutsideY = 30;
    public const double SiteTop = 64;
    private const double EdgeY = 104;
    private const double SpineY = 174;
    private const double LeafY = 244;
    private const double Column = NodeBox.Width + 16;
    private const double SitePadding = 14;
    private const double SiteGap = 24;
    private const double NarrowestSite = 2 * Column;

    private readonly Dictionary<string, NodeBox> _boxes = [];
    private readonly List<NodeBox> _nodes = [];
    private readonly List<SiteBox> _sites = [];
    private readonly List<RestBox> _rests = [];

    /// <summary>Lays a fabric out.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="wanted">Nodes that are drawn before others where there is no room for all.</param>
    public FabricLayout(Fabric fabric, IReadOnlySet<string> wanted)
    {
        Fabric = fabric;
        double left = SiteGap / 2;
        foreach (Site site in fabric.Sites)
        {
            left += AddSite(site, left, wanted) + SiteGap;
        }

        Width = left - (SiteGap / 2);
        double step = Width / (fabric.Outside.Length + 1);
        for (int i = 0; i < fabric.Outside.Length; i++)
        {
            Add(new NodeBox(fabric.Outside[i].Name, null, new Point(step * (i + 1), OutsideY)));
        }
    }

    public Fabric Fabric { get; }

    public double Width { get; }

    /// <summary>The lower end of the sites; hosts stand below the leaves and within.</summary>
    public double SiteBottom => LeafY + 74;

    public double Height => SiteBottom + 6;

    /// <summary>In the order of the fabric file within site and role.</summary>
    public IReadOnlyList<NodeBox> Nodes => _nodes;

    public IReadOnlyList<SiteBox> Sites => _sites;

    public IReadOnlyList<RestBox> Rests => _rests;

    /// <summary>The box of a node or outside router; null when it is not drawn.</summary>
    public NodeBox? Find(string name) => _boxes.GetValueOrDefault(name);

    /// <summary>The place of a box in <see cref="Nodes"/>.</summary>
    public int IndexOf(NodeBox box) => _nodes.IndexOf(box);

    private double AddSite(Site site, double left, IReadOnlySet<string> wanted)
    {
        ImmutableArray<FabricNode>[] rows =
        [
            .. ((NodeRole[])[NodeRole.Edge, NodeRole.Spine, NodeRole.Leaf]).Select(role => fabricRow(role)),
        ];
        double width = NarrowestSite + (2 * SitePadding);
        foreach (ImmutableArray<FabricNode> row in rows)
        {
            int shown = Math.Min(row.Length, MostInRow) + (row.Length > MostInRow ? 1 : 0);
            width = Math.Max(width, (shown * Column) + (2 * SitePadding));
        }

        _sites.Add(new SiteBox(site.Name, left, width));
        AddRow(rows[0], left, width, EdgeY, wanted);
        AddRow(rows[1], left, width, SpineY, wanted);
        AddRow(rows[2], left, width, LeafY, wanted);
        return width;

        ImmutableArray<FabricNode> fabricRow(NodeRole role) => [.. Fabric.Nodes.Where(node => node.Site.Index == site.Index && node.Role == role)];
    }

    private void AddRow(ImmutableArray<FabricNode> row, double left, double width, double y, IReadOnlySet<string> wanted)
    {
        HashSet<string> chosen =
            [.. row.OrderByDescending(node => wanted.Contains(node.Name)).ThenBy(node => node.Index).Take(MostInRow).Select(node => node.Name)];
        int columns = chosen.Count + (row.Length > chosen.Count ? 1 : 0);
        double x = left + (width / 2) - ((columns - 1) * Column / 2);
        foreach (FabricNode node in row)
        {
            if (chosen.Contains(node.Name))
            {
                Add(new NodeBox(node.Name, node.Role, new Point(x, y)));
                x += Column;
            }
        }

        if (row.Length > chosen.Count)
        {
            _rests.Add(new RestBox(row.Length - chosen.Count, new Point(x, y)));
        }
    }

    private void Add(NodeBox box)
    {
        _nodes.Add(box);
        _boxes[box.Name] = box;
    }
}
