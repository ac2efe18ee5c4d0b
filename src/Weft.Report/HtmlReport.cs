using System.Globalization;
using Weft.Model;
using Weft.Stories;

namespace Weft.Report;

/// <summary>
/// Writes a run as one page that needs nothing else: no script, no request, readable by keyboard, on paper, in the light and in the dark.
/// The page is HTML and well-formed XML at once, and forbids itself to load or run anything.
/// </summary>
public static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    /// <summary>How long a page becomes, in characters, before pictures give way to words; the rest is for the words.</summary>
    private const int MostWithPictures = 700_000;

    /// <summary>The page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="json">The run's document for programs, which is put into the page; must escape what HTML would take for markup, as System.Text.Json does.</param>
    public static string Render(RunRecord run, string json)
    {
        if (json.Contains('<') || json.Contains('&'))
        {
            throw new ArgumentException("the document holds characters that would end its element", nameof(json));
        }

        MarkupWriter page = new();
        FabricLayout layout = new(run.Fabric, Wanted(run));
        page.Verbatim("<!DOCTYPE html>\n").Open("html", ("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")).Line();
        WriteHead(page, run);
        page.Open("body").Line().Element("a", "Skip to the stories", ("class", "skip"), ("href", "#stories"));
        FabricPicture picture = new(layout);
        picture.WriteGround(page);
        WriteVerdict(page, run);
        page.Open("main");
        if (!run.Holds)
        {
            new FailureSection(page, layout, run).Write();
        }

        page.Open("section", ("aria-labelledby", "topology")).Element("h2", "The fabric", ("id", "topology"));
        page.Open("div", ("class", "wide"), ("tabindex", "0"));
        picture.Write(page);
        page.Close();
        FabricTable.Write(page, run.Fabric);
        page.Close().Line();
        page.Open("section", ("aria-labelledby", "stories")).Element("h2", "Stories", ("id", "stories"));
        StorySection section = new(page, layout, run, MostWithPictures - json.Length);
        for (int i = 0; i < run.Stories.Length; i++)
        {
            section.Write(run.Stories[i], Anchor(i), run.Stories.Length == 1);
        }

        page.Close().Close().Line();
        page.Open("script", ("type", "application/json"), ("id", "weft-run")).Verbatim(json).Close().Line();
        return page.Close().Close().Line().ToString();
    }

    private static void WriteHead(MarkupWriter page, RunRecord run)
    {
        page.Open("head").Line().Empty("meta", ("charset", "utf-8")).Line();
        page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy)).Line();
        page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        page.Element("title", $"{Verdict(run)} {run.Fabric.Name}").Line();
        page.Open("style").Verbatim(PageStyle.Sheet).Close().Line().Close().Line();
    }

    private static void WriteVerdict(MarkupWriter page, RunRecord run)
    {
        int claims = run.Stories.Sum(story => story.Result.Story.Claims.Count());
        int held = run.Stories.Sum(story => story.Result.Claims.Count(claim => claim.Holds));
        Fabric fabric = run.Fabric;
        page.Open("header").Element("h1", $"Fabric {fabric.Name}");
        page.Open("p", ("class", "verdict")).Element("span", Verdict(run), ("class", run.Holds ? "badge pass" : "badge fail"))
            .Text($" {held} of {Words.Count(claims, "claim", "claims")} in {Words.Count(run.Stories.Length, "story", "stories")} hold.").Close();
        page.Open("ul", ("class", "facts")).Element("li", run.Runtime).Element("li", $"seed {run.Seed}")
            .Element("li", $"{Words.Count(fabric.Nodes.Length, "node", "nodes")}, {Words.Count(fabric.Sites.Length, "site", "sites")}, {Words.Count(fabric.Hosts.Length, "host", "hosts")}")
            .Element("li", string.Create(CultureInfo.InvariantCulture, $"{run.Duration.TotalSeconds:0.0} s")).Close();
        page.Element("pre", run.Again, ("class", "copy"), ("tabindex", "0"));
        page.Open("nav", ("aria-label", "stories")).Open("ul");
        for (int i = 0; i < run.Stories.Length; i++)
        {
            StoryResult result = run.Stories[i].Result;
            page.Open("li").Element("span", result.Holds ? "✓ " : "✗ ", ("class", result.Holds ? "pass" : "fail"))
                .Element("a", result.Story.Name, ("href", $"#{Anchor(i)}")).Text($" {StorySection.Held(result)}").Close();
        }

        page.Close().Close().Close().Line();
    }

    private static string Verdict(RunRecord run) => run.Holds ? "PASS" : "FAIL";

    /// <summary>By number: a name may hold anything.</summary>
    private static string Anchor(int story) => $"story-{story + 1}";

    /// <summary>The nodes that must be in the pictures: those on some way, or in some move.</summary>
    private static HashSet<string> Wanted(RunRecord run)
    {
        HashSet<string> wanted = [];
        foreach (StoryRecord story in run.Stories)
        {
            wanted.UnionWith(story.Flows.SelectMany(flow => flow.Ways).SelectMany(way => way.Path.Nodes));
            wanted.UnionWith(story.Claims.SelectMany(claim => claim.Result.Path?.Nodes ?? []));
            wanted.UnionWith(story.Moves.SelectMany(move => move.Lanes).Select(lane => lane.Name));
        }

        return wanted;
    }
}
