using Weft.Stories;

namespace Weft.Report;

/// <summary>What did not hold, each with its reasons, what else held, and the commands that lead on.</summary>
internal sealed class FailureSection(MarkupWriter page, FabricLayout layout, RunRecord run)
{
    public void Write()
    {
        page.Open("section", ("aria-labelledby", "failures")).Element("h2", "Failures", ("id", "failures"));
        foreach (StoryRecord story in run.Stories)
        {
            foreach (ClaimRecord claim in story.Claims.Where(claim => !claim.Result.Holds))
            {
                WriteClaim(story.Result, claim);
            }

            if (story.Result.Broken is string broken)
            {
                page.Open("div", ("class", "card")).Element("h3", $"✗ {story.Result.Story.Name} could not be played to its end").Element("p", broken);
                WriteAgain(story.Result);
                page.Close().Line();
            }
        }

        page.Close().Line();
    }

    private void WriteClaim(StoryResult story, ClaimRecord record)
    {
        ClaimResult claim = record.Result;
        page.Open("div", ("class", "card")).Element("h3", $"✗ {claim.Claim.Id}, story {story.Story.Name}, {claim.Place}");
        page.Element("p", $"{claim.Claim.Subject}: {claim.What} is {claim.Measured}, limit {claim.Limit}; settled {Words.Seconds(record.At)} after the story began.");
        if (!claim.Details.IsEmpty)
        {
            page.Element("pre", string.Join('\n', claim.Details), ("tabindex", "0"));
        }

        WritePaths(claim);
        string[] held = [.. story.Claims.Where(other => other.Holds).Select(other => other.Claim.Id)];
        page.Element("p", held.Length == 0 ? "Nothing else of the story held." : $"Did hold: {string.Join(", ", held)}.", ("class", "soft"));
        WriteAgain(story);
        page.Close().Line();
    }

    private void WritePaths(ClaimResult claim)
    {
        if (claim.Path is not ForwardingPath got)
        {
            return;
        }

        PathPicture picture = new(layout);
        page.Open("div", ("class", "ways"));
        if (claim.Claim is PathClaim wanted)
        {
            ForwardingPath expected = ForwardingPath.Along(run.Fabric, [wanted.Pair.From, .. wanted.Via, wanted.Pair.To], arrived: true);
            page.Open("figure");
            picture.Write(page, expected, "expected");
            page.Open("figcaption").Element("strong", "expected").Text($": {expected}").Close().Close();
        }

        page.Open("figure");
        picture.Write(page, got, "got");
        page.Open("figcaption").Element("strong", "got").Text($": {got}").Close().Close().Close();
    }

    private void WriteAgain(StoryResult story) =>
        page.Element("p", "Play it again:", ("class", "soft")).Element("pre", $"{run.Again} --story {story.Story.Name}", ("class", "copy"), ("tabindex", "0"));
}
