using Weft.Stories;

namespace Weft.Report;

/// <summary>Everything about one story.</summary>
/// <param name="page">Where it goes.</param>
/// <param name="layout">Where everything stands in pictures of the fabric.</param>
/// <param name="run">The run.</param>
/// <param name="room">How long the page may become before pictures give way to words.</param>
internal sealed class StorySection(MarkupWriter page, FabricLayout layout, RunRecord run, int room)
{
    /// <summary>Events of nodes that are listed; a picture shows the others.</summary>
    private const int MostEvents = 250;

    private const int MostEventsWithoutRoom = 20;

    private const int MostLossesNamed = 3;

    private bool HasRoom => page.Length < room;

    public void Write(StoryRecord story, string anchor, bool isOpen)
    {
        StoryResult result = story.Result;
        page.Open("details", isOpen || !result.Holds ? [("class", "story"), ("id", anchor), ("open", "open")] : [("class", "story"), ("id", anchor)]);
        page.Open("summary").Element("span", result.Holds ? "PASS" : "FAIL", ("class", result.Holds ? "badge pass" : "badge fail")).Text(" ")
            .Element("strong", result.Story.Name).Text($"  {Held(result)}").Close();
        page.Element("p", result.Story.Says, ("class", "says"));
        WriteClaims(story);
        WriteTimeline(story);
        WriteFlows(story);
        WritePaths(story);
        WriteMoves(story);
        WriteEvents(story);
        page.Element("h3", "Again").Element("pre", $"{run.Again} --story {result.Story.Name}", ("class", "copy"), ("tabindex", "0"));
        page.Close().Line();
    }

    /// <summary>"7 of 8 claims hold".</summary>
    public static string Held(StoryResult result) =>
        $"{result.Claims.Count(claim => claim.Holds)} of {Words.Count(result.Story.Claims.Count(), "claim", "claims")} hold{(result.Broken is null ? "" : "; it could not be played to its end")}";

    private void WriteClaims(StoryRecord story)
    {
        if (story.Claims.IsEmpty)
        {
            return;
        }

        page.Element("h3", "Claims");
        PageTable table = new(page, $"What must hold, as {story.Result.Story.File} has it", "verdict", "claim", "who", "what", "measured#", "limit#", "true after#", "path", "line");
        foreach (ClaimRecord claim in story.Claims.OrderBy(claim => claim.Result.Holds))
        {
            ClaimResult result = claim.Result;
            table.Row(
                result.Holds ? "pass" : "fail", result.Holds ? "✓ holds" : "✗ FAILS", result.Claim.Id, result.Claim.Subject, result.What, result.Measured, result.Limit,
                result.TrueAfter is TimeSpan after && result.Holds ? Words.Seconds(after) : "at once", result.Path?.ToString() ?? "–", result.Place[(result.Place.LastIndexOf(':') + 1)..]);
        }

        table.Close();
    }

    private void WriteTimeline(StoryRecord story)
    {
        page.Element("h3", "Timeline");
        if (HasRoom)
        {
            page.Open("div", ("class", "wide"), ("tabindex", "0"));
            TimelinePicture.Write(page, story);
            page.Close();
        }

        page.Open("ol", ("class", "acts"));
        foreach (ActRecord act in story.Acts)
        {
            string lasted = act.Ended > act.Began ? $", done after {Words.Seconds(act.Ended - act.Began)}" : string.Empty;
            page.Open("li").Element("span", Words.Seconds(act.Began), ("class", "soft")).Text($" {act.Text}{lasted}").Close();
        }

        page.Close().Line();
    }

    private void WriteFlows(StoryRecord story)
    {
        if (story.Flows.IsEmpty)
        {
            return;
        }

        page.Element("h3", "Flows");
        PageTable table = new(page, "What became of probes; a gap is the time between two arrivals, less what the sender was late", "flow", "who", "family", "sent#", "lost#", "longest gap#", "ended at#", "lost when");
        foreach (FlowRecord flow in story.Flows)
        {
            string losses = string.Join("; ", flow.Losses.Take(MostLossesNamed).Select(loss => $"{loss.Count} from {Words.Seconds(loss.From)} to {Words.Seconds(loss.To)}"));
            string more = flow.Losses.Length > MostLossesNamed ? $"; {flow.Losses.Length - MostLossesNamed} times more" : string.Empty;
            table.Row(string.Empty, flow.Id, flow.Pair.ToString(), flow.Family == Wire.AddressFamily.Ipv6 ? "IPv6" : "IPv4", $"{flow.Sent}", $"{flow.Lost}", Words.Milliseconds(flow.LongestGap), Words.Seconds(flow.LongestGapAt), losses.Length == 0 ? "–" : losses + more);
        }

        table.Close();
    }

    private void WritePaths(StoryRecord story)
    {
        PathPicture picture = new(layout);
        bool isFirst = true;
        int leftOut = 0;
        for (int i = 0; i < story.Acts.Length; i++)
        {
            if (!story.Acts[i].ChangesFabric)
            {
                continue;
            }

            foreach (PathChange change in PathChange.Of(story, story.Acts[i]))
            {
                if (!HasRoom)
                {
                    leftOut++;
                    continue;
                }

                if (isFirst)
                {
                    page.Element("h3", "Paths before, during and after");
                    isFirst = false;
                }

                page.Element("h4", $"{i + 1}. {story.Acts[i].Text}: {string.Join(", ", change.Flows)}").Open("div", ("class", "ways"));
                WriteWay(picture, "before", change.Before);
                foreach (WayRun way in change.During)
                {
                    WriteWay(picture, "during", way);
                }

                WriteWay(picture, "after", change.After);
                page.Close().Line();
            }
        }

        if (leftOut > 0)
        {
            page.Element("p", $"{Words.Count(leftOut, "change", "changes")} of ways are left out here, so that the page stays small; a page of this story alone shows them.", ("class", "soft"));
        }
        else if (isFirst)
        {
            WriteMeasuredPaths(story, picture);
        }
    }

    /// <summary>Where nobody followed each probe, the ways that claims measured are all there is.</summary>
    private void WriteMeasuredPaths(StoryRecord story, PathPicture picture)
    {
        ClaimRecord[] measured = [.. story.Claims.Where(claim => claim.Result.Path is not null).DistinctBy(claim => claim.Result.Path!.ToString())];
        if (measured.Length == 0)
        {
            return;
        }

        page.Element("h3", "Paths that were measured").Open("div", ("class", "ways"));
        foreach (ClaimRecord claim in measured)
        {
            page.Open("figure");
            picture.Write(page, claim.Result.Path!, claim.Result.Claim.Id);
            page.Open("figcaption").Element("strong", claim.Result.Claim.Id).Text($" at {Words.Seconds(claim.At)}: {claim.Result.Path}").Close().Close();
        }

        page.Close().Line();
    }

    private void WriteWay(PathPicture picture, string when, WayRun way)
    {
        string fate = way.Fate is null ? string.Empty : $", {way.Fate}";
        page.Open("figure");
        picture.Write(page, way.Path, when);
        page.Open("figcaption").Element("strong", when).Text($" ({Words.Count((int)way.Count, "probe", "probes")} from {Words.Seconds(way.From)} to {Words.Seconds(way.To)}{fate}): {way.Path}").Close().Close();
    }

    private void WriteMoves(StoryRecord story)
    {
        if (story.Moves.IsEmpty)
        {
            return;
        }

        page.Element("h3", "Moves, blow by blow");
        foreach (MoveRecord move in story.Moves)
        {
            page.Element("h4", $"{move.Host} from {move.From?.ToString() ?? "nowhere"} to {move.To}");
            if (HasRoom)
            {
                page.Open("div", ("class", "wide"), ("tabindex", "0"));
                SequencePicture.Write(page, move);
                page.Close();
            }

            page.Open("details").Element("summary", "The same as text").Element("pre", SequenceText.Render(move), ("tabindex", "0")).Close().Line();
        }
    }

    private void WriteEvents(StoryRecord story)
    {
        if (story.Told.IsEmpty)
        {
            return;
        }

        int most = HasRoom ? MostEvents : MostEventsWithoutRoom;

        page.Open("details").Element("summary", Words.Count(story.Told.Length, "event", "events") + " of nodes");
        PageTable table = new(page, "Warnings and alarms are marked; within the same moment the order is that of the nodes", "at#", "node", "event", "what");
        foreach (ToldRecord told in story.Told.Take(most))
        {
            string severity = told.Severity == Model.EventSeverity.Information ? string.Empty : $" ({told.Severity.ToString().ToLowerInvariant()})";
            table.Row(string.Empty, Words.Seconds(told.At), told.Node, told.Kind + severity, told.Text);
        }

        table.Close();
        if (story.Told.Length > most)
        {
            page.Element("p", $"and {story.Told.Length - most} later ones", ("class", "soft"));
        }

        page.Close().Line();
    }
}
