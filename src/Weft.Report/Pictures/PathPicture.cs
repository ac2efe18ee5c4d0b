using System.Text;
using Weft.Stories;
using static Weft.Report.MarkupWriter;

namespace Weft.Report;

/// <summary>Draws the way of a packet upon the ground of the fabric: its line, its nodes with numbers, who sent it and who got it.</summary>
internal sealed class PathPicture(FabricLayout layout)
{
    private const double HostWidth = 76;
    private const double HostHeight = 22;
    private const double HostDrop = 44;
    private const double Aside = 4;

    /// <summary>Draws a path.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="path">The path.</param>
    /// <param name="name">What it is, for those who cannot see it.</param>
    public void Write(MarkupWriter page, ForwardingPath path, string name)
    {
        page.Open("svg", ("class", path.Arrived ? "picture path" : "picture path lost"), ("role", "img"), ("viewBox", $"0 0 {Number(layout.Width)} {Number(layout.Height)}"), ("style", $"max-width:{Number(layout.Width)}px"));
        page.Element("title", $"{name}: {path}");
        page.Empty("use", ("href", $"#{FabricPicture.Ground}"));
        NodeBox[] way = [.. path.Nodes.Select(layout.Find).OfType<NodeBox>()];
        WriteSteps(page, way);
        WriteNumbers(page, way);
        if (way.Length > 0)
        {
            bool sameEnds = path.Arrived && way[0] == way[^1] && path.Hops.Length > 2;
            WriteHost(page, path.Hops[0], way[0], sameEnds ? -HostWidth / 2 - 2 : 0);
            if (path.Arrived)
            {
                WriteHost(page, path.Hops[^1], way[^1], sameEnds ? (HostWidth / 2) + 2 : 0);
            }
            else
            {
                WriteCross(page, way[^1].Center);
            }
        }

        page.Close().Line();
    }

    private void WriteSteps(MarkupWriter page, NodeBox[] way)
    {
        HashSet<(string, string)> taken = [];
        StringBuilder line = new();
        for (int i = 0; i + 1 < way.Length; i++)
        {
            (NodeBox from, NodeBox to) = (way[i], way[i + 1]);
            double shift = taken.Contains((to.Name, from.Name)) ? Aside : 0;
            taken.Add((from.Name, to.Name));
            line.Append(LinkShape.Between(layout, from, to, shift));
        }

        page.Empty("path", ("class", "way"), ("d", line.ToString()));
    }

    private void WriteNumbers(MarkupWriter page, NodeBox[] way)
    {
        foreach (IGrouping<string, (NodeBox Box, int Number)> visits in way.Select((box, i) => (box, i + 1)).GroupBy(visit => visit.box.Name))
        {
            NodeBox box = visits.First().Box;
            page.Empty("use", ("href", $"#{FabricPicture.OnWay(layout.IndexOf(box))}"));
            Point corner = new(box.Center.X + (NodeBox.Width / 2) - 2, box.Center.Y - (NodeBox.Height / 2));
            string text = string.Join('/', visits.Select(visit => visit.Number));
            page.Empty("use", ("href", $"#{FabricPicture.Badge}"), ("x", Number(corner.X)), ("y", Number(corner.Y)));
            page.Element("text", text, ("class", "number"), ("x", Number(corner.X)), ("y", Number(corner.Y + 4)));
        }
    }

    private static void WriteHost(MarkupWriter page, string name, NodeBox at, double shift)
    {
        // A router outside has its clients beside it: below it are the edges.
        Point center = at.Role is null
            ? new Point(at.Center.X + (NodeBox.Width / 2) + (HostWidth / 2) + 10, at.Center.Y)
            : new Point(at.Center.X + shift, at.Center.Y + HostDrop);
        string cable = at.Role is null
            ? $"M{Number(at.Center.X + (NodeBox.Width / 2))} {Number(at.Center.Y)}H{Number(center.X - (HostWidth / 2))}"
            : $"M{Number(at.Center.X + (shift / 2))} {Number(at.Center.Y + (NodeBox.Height / 2))}L{Number(center.X)} {Number(center.Y - (HostHeight / 2))}";
        page.Empty("path", ("class", "way plain"), ("d", cable));
        page.Empty("rect", ("class", "host-box"), ("x", Number(center.X - (HostWidth / 2))), ("y", Number(center.Y - (HostHeight / 2))), ("width", Number(HostWidth)), ("height", Number(HostHeight)), ("rx", "11"));
        page.Element("text", FabricPicture.Shortened(name), ("class", "host-name"), ("x", Number(center.X)), ("y", Number(center.Y + 4)));
    }

    private static void WriteCross(MarkupWriter page, Point center)
    {
        Point at = new(center.X, center.Y + HostDrop - 10);
        page.Empty("path", ("class", "cross"), ("d", $"M{Number(at.X - 7)} {Number(at.Y - 7)}l14 14m0 -14l-14 14"));
        page.Element("text", "lost", ("class", "cross"), ("x", Number(at.X + 14)), ("y", Number(at.Y + 5)));
    }
}
