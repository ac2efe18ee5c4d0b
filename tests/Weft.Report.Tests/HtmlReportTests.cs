using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Weft.Stories;

namespace Weft.Report.Tests;

public sealed class HtmlReportTests
{
    private static readonly XNamespace s_html = "http://www.w3.org/1999/xhtml";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_report_is_well_formed_and_small(bool holds)
    {
        string page = Render(SampleRun.Create(holds));
        Assert.StartsWith("<!DOCTYPE html>\n", page, StringComparison.Ordinal);
        XElement root = XDocument.Parse(page).Root!;
        Assert.Equal("en", root.Attribute("lang")!.Value);
        Assert.Equal(holds ? "PASS t" : "FAIL t", root.Descendants(s_html + "title").First().Value);
        Assert.True(page.Length < 100_000, $"{page.Length} characters for one small story");
    }

    [Fact]
    public void A_report_needs_nothing_else()
    {
        string page = Render(SampleRun.Create(holds: false));
        Assert.DoesNotMatch(@"https?://(?!www\.w3\.org/1999/xhtml)", page);
        XElement root = XDocument.Parse(page).Root!;
        Assert.Empty(root.Descendants().Attributes("src"));
        Assert.All(root.Descendants().Attributes("href"), href => Assert.StartsWith("#", href.Value, StringComparison.Ordinal));
        Assert.Equal(["application/json"], root.Descendants(s_html + "script").Select(script => script.Attribute("type")!.Value));
        Assert.Contains("default-src 'none'", root.Descendants(s_html + "meta").Select(meta => meta.Attribute("content")?.Value).First(value => value is not null), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_and_uses_lead_to_something_in_the_page()
    {
        XElement root = XDocument.Parse(Render(SampleRun.Create(holds: false))).Root!;
        string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(root.Descendants().Attributes("href"), href => Assert.Contains(href.Value[1..], ids));
        Assert.All(root.Descendants().Attributes("aria-labelledby"), label => Assert.Contains(label.Value, ids));
    }

    [Fact]
    public void The_same_document_for_programs_is_in_the_page()
    {
        RunRecord run = SampleRun.Create(holds: true, says: "</script><b>&");
        XElement script = XDocument.Parse(Render(run)).Root!.Descendants(s_html + "script").Single();
        using JsonDocument document = JsonDocument.Parse(script.Value);
        Assert.Equal("weft.sim-run/1", document.RootElement.GetProperty("format").GetString());
        Assert.Equal("</script><b>&", document.RootElement.GetProperty("stories")[0].GetProperty("says").GetString());
    }

    [Fact]
    public void A_document_that_would_end_its_element_is_refused() =>
        Assert.Throws<ArgumentException>(() => HtmlReport.Render(SampleRun.Create(holds: true), "\"</script>\""));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"onload=\"alert(1)")]
    [InlineData("' onfocus='x")]
    [InlineData("</style></svg></details>")]
    [InlineData("&lt;b&gt;&#0;")]
    [InlineData("a\u202Eb\u0000\u0007\uFFFE]]>")]
    [InlineData("lone \uD800 half")]
    public void Names_cannot_become_markup(string hostile)
    {
        string page = Render(SampleRun.Create(holds: false, says: hostile, host: hostile));
        XElement root = XDocument.Parse(page).Root!;
        Assert.Equal(Shape(XDocument.Parse(Render(SampleRun.Create(holds: false))).Root!), Shape(root));
        Assert.DoesNotContain('\u202E', page);
        Assert.DoesNotContain('\0', page);
        string readable = Regex.Replace(hostile, "[\u0000-\u0008\u202E\uFFFE\uD800]", "\uFFFD");
        Assert.Contains(root.Descendants(s_html + "p"), p => p.Value == readable);
    }

    [Fact]
    public void Failures_come_first_with_expected_and_got_and_the_command()
    {
        XElement root = XDocument.Parse(Render(SampleRun.Create(holds: false))).Root!;
        XElement first = root.Descendants(s_html + "section").First();
        Assert.Equal("Failures", first.Element(s_html + "h2")!.Value);
        string[] captions = [.. first.Descendants(s_html + "figcaption").Select(caption => caption.Value)];
        Assert.Equal(["expected: ext - isp - edge2 - spine2 - leaf3 - b", "got: ext - isp - edge1 - spine1 - leaf2 - b"], captions);
        Assert.Contains(first.Descendants(s_html + "pre"), pre => pre.Value == "weft sim run t --seed 1 --story move");
        Assert.DoesNotContain("Failures", XDocument.Parse(Render(SampleRun.Create(holds: true))).Root!.Descendants(s_html + "h2").Select(head => head.Value));
    }

    [Fact]
    public void A_move_is_shown_with_its_paths_before_during_and_after()
    {
        XElement root = XDocument.Parse(Render(SampleRun.Create(holds: true))).Root!;
        string[] captions = [.. root.Descendants(s_html + "figcaption").Select(caption => caption.Value)];
        Assert.Equal(3, captions.Length);
        Assert.StartsWith("before (500 probes from 0.000 s to 0.499 s): ext - isp - edge1", captions[0], StringComparison.Ordinal);
        Assert.Equal("during (12 probes from 0.500 s to 0.511 s, dropped by leaf2: NoRoute): ext - isp - edge1 - spine1 - leaf2 - lost", captions[1]);
        Assert.EndsWith("leaf3 - b", captions[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_stays_below_a_megabyte()
    {
        RunRecord one = SampleRun.Create(holds: true);
        StoryRecord story = one.Stories[0];
        ActRecord[] acts = [.. Enumerable.Range(0, 40).Select(i => story.Acts[0] with { Began = SampleRun.Ms(500 + (40 * i)) })];
        WayRun[] ways = [.. Enumerable.Range(0, 50).SelectMany(i => story.Flows[0].Ways.Select((way, j) => way with { From = SampleRun.Ms((40 * i) + j), To = SampleRun.Ms((40 * i) + j) }))];
        StoryRecord busy = story with { Acts = [.. acts], Flows = [story.Flows[0] with { Ways = [.. ways] }], Told = [.. Enumerable.Repeat(story.Told[0], 400)] };
        RunRecord run = one with { Stories = [.. Enumerable.Repeat(busy, 30)] };
        string page = Render(run);
        Assert.InRange(page.Length, 400_000, 1_000_000);
        Assert.Equal(30 * story.Moves.Length, Regex.Count(page, "The same as text"));
        XDocument.Parse(page);
    }

    [Fact]
    public void Every_picture_has_a_name_and_a_twin_in_words()
    {
        XElement root = XDocument.Parse(Render(SampleRun.Create(holds: true))).Root!;
        XElement[] pictures = [.. root.Descendants(s_html + "svg").Where(svg => svg.Attribute("role")?.Value == "img")];
        Assert.True(pictures.Length >= 5, $"{pictures.Length} pictures");
        Assert.All(pictures, picture => Assert.False(string.IsNullOrWhiteSpace(picture.Elements(s_html + "title").First().Value)));
        Assert.Contains(root.Descendants(s_html + "td"), cell => cell.Value == "12 from 0.500 s to 0.511 s");
        Assert.Contains(root.Descendants(s_html + "li"), item => item.Value == "0.500 s move b to leaf3:swp1, announced by nothing, done after 0.001 s");
    }

    private static string Render(RunRecord run) => HtmlReport.Render(run, SampleRun.Json(run));

    /// <summary>Every element with its parent, in order: what a browser would build. A long name has a title of its own.</summary>
    private static IEnumerable<string> Shape(XElement root) =>
        root.Descendants().Select(element => $"{element.Parent!.Name.LocalName}/{element.Name.LocalName}").Where(item => item != "text/title");
}
