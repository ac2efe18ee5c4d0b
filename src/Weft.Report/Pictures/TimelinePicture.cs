using Weft.Model;
using Weft.Stories;
using static Weft.Report.MarkupWriter;

namespace Weft.Report;

/// <summary>Draws a story on one axis of time: what was done, what nodes told, which claims were settled when, and what each flow lost.</summary>
internal static class TimelinePicture
{
    private const double LabelWidth = 150;
    private const double AxisWidth = 720;
    private const double NoteWidth = 130;
    private const double RowHeight = 22;
    private const double Top = 24;
    private const double Strip = 12;
    private const double NarrowestLoss = 2.5;
    private const int MostMarksInRow = 400;

    public static void Write(MarkupWriter page, StoryRecord story)
    {
        TimeAxis axis = new(End(story), LabelWidth, AxisWidth);
        double height = Top + (RowHeight * (3 + story.Flows.Length)) + 6;
        page.Open("svg", ("class", "picture timeline"), ("role", "img"), ("viewBox", $"0 0 {Number(LabelWidth + AxisWidth + NoteWidth)} {Number(height)}"));
        page.Element("title", "What happened when; the tables below say the same in words");
        foreach ((TimeSpan at, string text) in axis.Marks)
        {
            page.Empty("path", ("class", "mark"), ("d", $"M{Number(axis.X(at))} {Number(Top - 4)}V{Number(height - 6)}"));
            page.Element("text", text, ("class", "mark"), ("x", Number(axis.X(at))), ("y", "14"));
        }

        double y = Top;
        WriteActs(page, story, axis, Row(page, "acts", ref y), height);
        WriteEvents(page, story, axis, Row(page, "events of nodes", ref y));
        WriteClaims(page, story, axis, Row(page, "claims", ref y));
        foreach (FlowRecord flow in story.Flows)
        {
            WriteFlow(page, flow, axis, Row(page, flow.Id, ref y));
        }

        page.Close().Line();
    }

    /// <summary>When the last thing happened.</summary>
    public static TimeSpan End(StoryRecord story)
    {
        TimeSpan end = story.Result.Duration;
        foreach (FlowRecord flow in story.Flows)
        {
            end = flow.Closed > end ? flow.Closed : end;
        }

        return end > TimeSpan.FromMilliseconds(1) ? end : TimeSpan.FromMilliseconds(1);
    }

    private static double Row(MarkupWriter page, string label, ref double y)
    {
        double middle = y + (RowHeight / 2);
        page.Element("text", label.Length > 22 ? $"{label[..21]}…" : label, ("class", "label"), ("x", Number(LabelWidth - 8)), ("y", Number(middle + 4)));
        y += RowHeight;
        return middle;
    }

    private static void WriteActs(MarkupWriter page, StoryRecord story, TimeAxis axis, double y, double height)
    {
        double free = 0;
        for (int i = 0; i < story.Acts.Length; i++)
        {
            ActRecord act = story.Acts[i];
            double x = axis.X(act.Began);
            string kind = act.ChangesFabric ? "act change" : "act";
            page.Open("g", ("class", kind)).Element("title", $"{i + 1}. {act.Text}, at {Words.Seconds(act.Began)}");
            page.Empty("path", ("d", $"M{Number(x)} {Number(y)}V{Number(height - 6)}"));
            double shown = Math.Max(x, free);
            page.Empty("circle", ("cx", Number(shown)), ("cy", Number(y)), ("r", "8"));
            page.Element("text", $"{i + 1}", ("x", Number(shown)), ("y", Number(y + 4))).Close();
            free = shown + 17;
        }
    }

    private static void WriteEvents(MarkupWriter page, StoryRecord story, TimeAxis axis, double y)
    {
        int shown = 0;
        double last = double.MinValue;
        foreach (ToldRecord told in story.Told)
        {
            double x = axis.X(told.At);
            bool isUrgent = told.Severity != EventSeverity.Information;
            if ((x - last < 1 && !isUrgent) || ++shown > MostMarksInRow)
            {
                continue;
            }

            last = x;
            string d = isUrgent ? $"M{Number(x - 5)} {Number(y + 6)}h10l-5 -12z" : $"M{Number(x)} {Number(y - 6)}v12";
            page.Open("path", ("class", isUrgent ? "told urgent" : "told"), ("d", d)).Element("title", $"{Words.Seconds(told.At)} {told.Node}: {told.Text}").Close();
        }
    }

    private static void WriteClaims(MarkupWriter page, StoryRecord story, TimeAxis axis, double y)
    {
        foreach (ClaimRecord claim in story.Claims)
        {
            double x = axis.X(claim.At);
            string d = claim.Result.Holds ? $"M{Number(x - 5)} {Number(y)}l4 5l7 -10" : $"M{Number(x - 5)} {Number(y - 5)}l10 10m0 -10l-10 10";
            page.Open("path", ("class", claim.Result.Holds ? "claim holds" : "claim fails"), ("d", d))
                .Element("title", $"{claim.Result.Claim.Id} {(claim.Result.Holds ? "holds" : "fails")}, settled at {Words.Seconds(claim.At)}").Close();
        }
    }

    private static void WriteFlow(MarkupWriter page, FlowRecord flow, TimeAxis axis, double y)
    {
        double left = axis.X(flow.Opened);
        page.Open("g", ("class", "flow")).Element("title", $"{flow.Id}, {flow.Pair}: {flow.Lost} of {flow.Sent} lost");
        page.Empty("rect", ("class", "strip"), ("x", Number(left)), ("y", Number(y - (Strip / 2))), ("width", Number(Math.Max(1, axis.X(flow.Closed) - left))), ("height", Number(Strip)));
        double end = double.MinValue;
        foreach (LossRun loss in flow.Losses)
        {
            // What lies within one stroke of the pen is drawn once.
            double x = axis.X(loss.From);
            double to = Math.Max(x + NarrowestLoss, axis.X(loss.To));
            if (to > end)
            {
                x = Math.Max(x, end);
                page.Empty("rect", ("class", "loss"), ("x", Number(x)), ("y", Number(y - (Strip / 2) - 2)), ("width", Number(to - x)), ("height", Number(Strip + 4)));
                end = to;
            }
        }

        page.Element("text", flow.Lost == 0 ? "none lost" : $"{flow.Lost} lost", ("class", flow.Lost == 0 ? "note" : "note some"), ("x", Number(LabelWidth + AxisWidth + 8)), ("y", Number(y + 4)));
        page.Close();
    }
}
