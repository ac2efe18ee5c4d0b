using static Weft.Report.MarkupWriter;

namespace Weft.Report;

/// <summary>The line between two boxes: straight, or over the heads of those that stand in between.</summary>
internal static class LinkShape
{
    private const double Bulge = 34;

    /// <summary>The outline for a path element, from the middle of one box to the middle of the other.</summary>
    /// <param name="layout">Where everything stands.</param>
    /// <param name="from">Where it starts.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="shift">Moves the line aside, to the right of its direction, for lines that would lie upon each other.</param>
    public static string Between(FabricLayout layout, NodeBox from, NodeBox to, double shift = 0)
    {
        double dx = to.Center.X - from.Center.X;
        double dy = to.Center.Y - from.Center.Y;
        double length = Math.Max(1, Math.Sqrt((dx * dx) + (dy * dy)));
        Point aside = new(-dy / length * shift, dx / length * shift);
        Point start = new(from.Center.X + aside.X, from.Center.Y + aside.Y);
        Point end = new(to.Center.X + aside.X, to.Center.Y + aside.Y);
        return IsBlocked(layout, from, to)
            ? $"M{Number(start.X)} {Number(start.Y)}Q{Number((start.X + end.X) / 2)} {Number(start.Y - Bulge - shift)} {Number(end.X)} {Number(end.Y)}"
            : $"M{Number(start.X)} {Number(start.Y)}L{Number(end.X)} {Number(end.Y)}";
    }

    /// <summary>The middle of that line.</summary>
    public static Point Middle(FabricLayout layout, NodeBox from, NodeBox to) => new(
        (from.Center.X + to.Center.X) / 2, ((from.Center.Y + to.Center.Y) / 2) - (IsBlocked(layout, from, to) ? Bulge / 2 : 0));

    private static bool IsBlocked(FabricLayout layout, NodeBox from, NodeBox to) =>
        Math.Abs(from.Center.Y - to.Center.Y) < 1 && layout.Nodes.Any(node =>
            Math.Abs(node.Center.Y - from.Center.Y) < 1
            && node.Center.X > Math.Min(from.Center.X, to.Center.X) + 1
            && node.Center.X < Math.Max(from.Center.X, to.Center.X) - 1);
}
