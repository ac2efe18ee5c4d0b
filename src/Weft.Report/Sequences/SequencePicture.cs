using System.Collections.Immutable;
using Weft.Stories;
using static Weft.Report.MarkupWriter;

namespace Weft.Report;

/// <summary>Draws a move as a sequence diagram: a lane for each who takes part, time downwards in milliseconds since the move.</summary>
internal static class SequencePicture
{
    private const double TimeWidth = 76;
    private const double LaneWidth = 92;
    private const double Top = 44;
    private const double ShortestStep = 19;
    private const double LongestStep = 46;
    private const double LeastTextWidth = 330;
    private const double MostTextWidth = 560;
    private const double LetterWidth = 6.2;

    public static void Write(MarkupWriter page, MoveRecord move)
    {
        double[] rows = Rows(move.Moments);
        double height = rows.Length == 0 ? Top + 20 : rows[^1] + 20;
        double lanes = TimeWidth + (LaneWidth * move.Lanes.Length);
        double text = Math.Clamp(move.Moments.Select(moment => moment.Text.Length * LetterWidth).DefaultIfEmpty(0).Max(), LeastTextWidth, MostTextWidth);
        page.Open("svg", ("class", "picture sequence"), ("role", "img"), ("viewBox", $"0 0 {Number(lanes + text)} {Number(height)}"), ("style", $"max-width:{Number(lanes + text)}px"));
        page.Element("title", $"The move of {move.Host} to {move.To}; the text below says the same");
        page.Element("text", "ms", ("class", "time"), ("x", Number(TimeWidth - 14)), ("y", "30"));
        for (int i = 0; i < move.Lanes.Length; i++)
        {
            WriteLane(page, move.Lanes[i], X(i), height);
        }

        for (int i = 0; i < rows.Length; i++)
        {
            WriteMoment(page, move, move.Moments[i], rows[i], lanes);
        }

        page.Close().Line();
    }

    /// <summary>Time is not to scale: what takes longer stands further apart, but a pause of seconds needs no page.</summary>
    private static double[] Rows(ImmutableArray<MoveMoment> moments)
    {
        double[] rows = new double[moments.Length];
        double y = Top + 12;
        for (int i = 0; i < rows.Length; i++)
        {
            if (i > 0)
            {
                double pause = (moments[i].After - moments[i - 1].After).TotalMilliseconds;
                y += Math.Min(LongestStep, ShortestStep + (7 * Math.Log(1 + Math.Max(0, pause))));
            }

            rows[i] = y;
        }

        return rows;
    }

    private static double X(int lane) => TimeWidth + (LaneWidth * (lane + 0.5));

    private static void WriteLane(MarkupWriter page, MoveLane lane, double x, double height)
    {
        string role = lane.Role switch
        {
            LaneRole.Host => "host",
            LaneRole.OldLeaf => "old leaf",
            LaneRole.NewLeaf => "new leaf",
            LaneRole.Leaf => "leaf",
            LaneRole.Spine => "spine",
            LaneRole.Edge => "edge",
            _ => "outside",
        };
        page.Open("g", ("class", $"lane {lane.Role.ToString().ToLowerInvariant()}"));
        page.Element("text", FabricPicture.Shortened(lane.Name), ("class", "lane-name"), ("x", Number(x)), ("y", "16"));
        page.Element("text", role, ("class", "lane-role"), ("x", Number(x)), ("y", "32"));
        page.Empty("path", ("d", $"M{Number(x)} {Number(Top - 4)}V{Number(height - 4)}")).Close();
    }

    private static void WriteMoment(MarkupWriter page, MoveRecord move, MoveMoment moment, double y, double lanes)
    {
        page.Open("g", ("class", $"moment {moment.Kind.ToString().ToLowerInvariant()}"));
        page.Element("text", Words.After(moment.After), ("class", "time"), ("x", Number(TimeWidth - 14)), ("y", Number(y + 4)));
        int at = move.LaneOf(moment.At);
        int to = move.LaneOf(moment.To);
        if (at >= 0 && to >= 0)
        {
            page.Empty("path", ("class", "arrow"), ("d", $"M{Number(X(at))} {Number(y)}H{Number(X(to) + (to > at ? -3 : 3))}"));
        }

        if (at >= 0)
        {
            WriteMark(page, moment.Kind, X(at), y);
        }

        page.Element("text", moment.Text, ("class", "what"), ("x", Number(lanes + 6)), ("y", Number(y + 4))).Close();
    }

    /// <summary>Each kind has a shape of its own, so that nothing depends on colours.</summary>
    private static void WriteMark(MarkupWriter page, MomentKind kind, double x, double y)
    {
        string shape = kind switch
        {
            MomentKind.Plug => $"M{Number(x - 6)} {Number(y - 6)}h12v12h-12z",
            MomentKind.Confirm => $"M{Number(x)} {Number(y - 7)}l7 7l-7 7l-7 -7z",
            MomentKind.Yield => $"M{Number(x - 6)} {Number(y - 6)}l12 12m0 -12l-12 12",
            MomentKind.Route => $"M{Number(x - 7)} {Number(y - 2.5)}h14m0 5h-14",
            MomentKind.Event => $"M{Number(x - 6)} {Number(y + 6)}h12l-6 -12z",
            _ => $"M{Number(x - 3.5)} {Number(y)}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z",
        };
        page.Empty("path", ("class", "sign"), ("d", shape));
    }
}
