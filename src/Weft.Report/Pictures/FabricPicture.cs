using Weft.Model;
using static Weft.Report.MarkupWriter;

namespace Weft.Report;

/// <summary>Draws a fabric: once as the ground that all pictures of paths use, once with its hosts.</summary>
internal sealed class FabricPicture(FabricLayout layout)
{
    /// <summary>The id of the ground, of which a page has one.</summary>
    public const string Ground = "fabric";

    /// <summary>The id of the tip of an arrow.</summary>
    public const string Tip = "tip";

    /// <summary>The id of the ground of a number.</summary>
    public const string Badge = "number";

    private const int LongestName = 12;
    private const int MostHosts = 3;

    /// <summary>The id of the box of a node that a path meets.</summary>
    public static string OnWay(int node) => $"way-{node}";

    /// <summary>What all pictures share, in a picture of its own that takes no room.</summary>
    public void WriteGround(MarkupWriter page)
    {
        page.Open("svg", ("class", "ground"), ("width", "0"), ("height", "0"), ("aria-hidden", "true"), ("focusable", "false")).Open("defs");
        page.Open("marker", ("id", Tip), ("viewBox", "0 0 8 8"), ("refX", "7"), ("refY", "4"), ("markerWidth", "5"), ("markerHeight", "5"), ("orient", "auto-start-reverse"))
            .Empty("path", ("class", "tip"), ("d", "M0 0L8 4L0 8Z")).Close();
        page.Empty("circle", ("id", Badge), ("class", "number"), ("r", "8"));
        for (int i = 0; i < layout.Nodes.Count; i++)
        {
            page.Open("g", ("id", OnWay(i)));
            WriteBox(page, layout.Nodes[i], "node on-way");
            page.Close();
        }

        page.Open("g", ("id", Ground));
        foreach (SiteBox site in layout.Sites)
        {
            page.Empty("rect", ("class", "site"), ("x", Number(site.Left)), ("y", Number(FabricLayout.SiteTop)), ("width", Number(site.Width)), ("height", Number(layout.SiteBottom - FabricLayout.SiteTop)), ("rx", "8"));
            page.Element("text", site.Name, ("class", "site-name"), ("x", Number(site.Left + 10)), ("y", Number(FabricLayout.SiteTop + 17)));
        }

        WriteLinks(page);
        foreach (NodeBox box in layout.Nodes)
        {
            WriteBox(page, box, box.Role is NodeRole role ? $"node {role.ToString().ToLowerInvariant()}" : "node outside");
        }

        foreach (RestBox rest in layout.Rests)
        {
            page.Element("text", $"+ {rest.Count} more", ("class", "rest"), ("x", Number(rest.Center.X)), ("y", Number(rest.Center.Y + 5)));
        }

        page.Close().Close().Close().Line();
    }

    /// <summary>The fabric with its hosts at home.</summary>
    public void Write(MarkupWriter page)
    {
        page.Open("svg", ("class", "picture"), ("role", "img"), ("viewBox", $"0 0 {Number(layout.Width)} {Number(layout.Height)}"), ("style", $"max-width:{Number(layout.Width)}px"));
        page.Element("title", $"The fabric {layout.Fabric.Name}: the table below says the same in words");
        page.Empty("use", ("href", $"#{Ground}"));
        foreach (NodeBox box in layout.Nodes)
        {
            if (box.Role is null)
            {
                string[] clients = [.. layout.Fabric.Outside.Where(router => router.Name == box.Name).SelectMany(router => router.Clients).Select(client => client.Name)];
                WriteNames(page, clients, new Point(box.Center.X + (NodeBox.Width / 2) + 8, box.Center.Y + 4), "host start");
            }
            else
            {
                string[] hosts = [.. layout.Fabric.Hosts.Where(host => host.At?.Node == box.Name).Select(host => host.Name)];
                WriteNames(page, hosts, new Point(box.Center.X, box.Center.Y + (NodeBox.Height / 2) + 15), "host");
            }
        }

        page.Close().Line();
    }

    /// <summary>A box with a name in it.</summary>
    public static void WriteBox(MarkupWriter page, NodeBox box, string kind)
    {
        page.Open("g", ("class", kind));
        page.Empty("rect", ("x", Number(box.Center.X - (NodeBox.Width / 2))), ("y", Number(box.Center.Y - (NodeBox.Height / 2))), ("width", Number(NodeBox.Width)), ("height", Number(NodeBox.Height)), ("rx", box.Role is null ? "14" : "4"));
        page.Open("text", ("x", Number(box.Center.X)), ("y", Number(box.Center.Y + 5)));
        if (box.Name.Length > LongestName)
        {
            page.Element("title", box.Name);
        }

        page.Text(Shortened(box.Name)).Close().Close();
    }

    /// <summary>A name that fits into a box.</summary>
    public static string Shortened(string name) => name.Length <= LongestName ? name : $"{name[..(LongestName - 6)]}…{name[^5..]}";

    private static void WriteNames(MarkupWriter page, string[] names, Point at, string kind)
    {
        for (int i = 0; i < Math.Min(names.Length, MostHosts); i++)
        {
            string text = i == MostHosts - 1 && names.Length > MostHosts ? $"+ {names.Length - i} more" : Shortened(names[i]);
            page.Element("text", text, ("class", kind), ("x", Number(at.X)), ("y", Number(at.Y + (15 * i))));
        }
    }

    private void WriteLinks(MarkupWriter page)
    {
        HashSet<(string, string)> drawn = [];
        foreach (FabricLink link in layout.Fabric.Links)
        {
            if (layout.Find(link.A.Node) is NodeBox a && layout.Find(link.B.Node) is NodeBox b && drawn.Add((a.Name, b.Name)))
            {
                string kind = link.IsInterconnect ? "link dci" : link.IsRouted ? "link" : "link bridged";
                page.Empty("path", ("class", kind), ("d", LinkShape.Between(layout, a, b)));
            }
        }

        foreach (OutsideRouter router in layout.Fabric.Outside)
        {
            foreach (OutsideSession session in router.Sessions)
            {
                if (layout.Find(router.Name) is NodeBox a && layout.Find(session.Edge.Node) is NodeBox b && drawn.Add((a.Name, b.Name)))
                {
                    page.Empty("path", ("class", "link rim"), ("d", LinkShape.Between(layout, a, b)));
                }
            }
        }
    }
}
