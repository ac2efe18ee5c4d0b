using System.Diagnostics;
using System.Globalization;
using Weft.Model;
using Weft.Report;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>
/// Prints the progress, the claims and the verdict of a run, of the lab as of the simulator. On a terminal a running phase rewrites its line; elsewhere each line comes once,
/// with a sign of life every ten seconds.
/// </summary>
internal sealed class RunText(TextWriter output, Paint paint, bool isTerminal)
{
    private const int Width = 100;
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _total = Stopwatch.StartNew();
    private readonly Stopwatch _phase = Stopwatch.StartNew();
    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
    private bool _isTransient;

    /// <summary>For a run that may be told as one document: with <c>--json</c> that alone is on standard output, and people still see progress on the other.</summary>
    public static RunText Open(bool json) => json
        ? new RunText(Console.Error, Paint.None, !Console.IsErrorRedirected)
        : new RunText(Console.Out, Paint.ForOutput, !Console.IsOutputRedirected);

    /// <summary>The first phase of every run: the fabric file that was read, and what is in it.</summary>
    public void Checked(FabricChoice choice)
    {
        Fabric fabric = choice.Fabric;
        string file = Path.GetRelativePath(Environment.CurrentDirectory, choice.Path);
        Progress(new RunProgress("check", $"{file}: {fabric.Nodes.Length} nodes, {fabric.Sites.Length} sites, {fabric.Hosts.Length} hosts", string.Empty, true));
    }

    /// <summary>"lab two-dc   native kernel   log: out/two-dc", as subject and facts.</summary>
    public void Title(string subject, params string[] facts) =>
        Line($"{$"{paint.Bold(subject)}   {string.Join("   ", facts)}".PadRight(Width - 5 + paint.Bold(string.Empty).Length)}total");

    public void Progress(RunProgress progress)
    {
        string detail = progress.Detail.Length > 0 ? $"   {progress.Detail}" : string.Empty;
        string text = $"  {progress.Phase,-8} {progress.Text}{detail}";
        if (progress.IsFinal)
        {
            Line(WithTimes(text));
            _phase.Restart();
        }
        else if (isTerminal)
        {
            Rewrite(WithTimes(text));
        }
        else if (_sinceLine.Elapsed >= s_heartbeat)
        {
            Line(WithTimes(text));
        }
    }

    /// <summary>A claim in one line; a failed one with its reasons.</summary>
    public void Claim(ClaimResult claim)
    {
        Line(ClaimLine(claim));
        if (!claim.Holds)
        {
            Details(claim);
        }
    }

    /// <summary>A failed claim again, at the end, with the commands that lead on.</summary>
    public void Failure(StoryResult story, ClaimResult claim, string again)
    {
        Line(string.Empty);
        Line($"{paint.Red("FAIL")}  {claim.Claim.Id}   story {story.Story.Name}, {claim.Place}");
        Line($"  claim     {claim.Claim.Subject}: {claim.What}, limit {claim.Limit}");
        Line($"  measured  {claim.Measured}");
        Details(claim);
        string[] held = [.. story.Claims.Where(other => other.Holds).Select(other => other.Claim.Id)];
        if (held.Length > 0)
        {
            Line($"  did hold  {string.Join(", ", held)}");
        }

        Line($"  replay    {again} --story {StorySelection.NameFor(story.Story)}");
    }

    /// <summary>A story that could not be played.</summary>
    public void Broken(StoryResult story, string again)
    {
        Line(string.Empty);
        Line($"{paint.Red("FAIL")}  story {story.Story.Name} could not be played to its end");
        Line($"  because   {story.Broken}");
        Line($"  replay    {again} --story {StorySelection.NameFor(story.Story)}");
    }

    /// <summary>Each move of a story as a sequence diagram.</summary>
    public void Sequences(StoryRecord record)
    {
        foreach (MoveRecord move in record.Moves)
        {
            Line(string.Empty);
            Line(SequenceText.Render(move).TrimEnd());
        }

        Line(string.Empty);
    }

    /// <summary>The last line.</summary>
    public void Verdict(IReadOnlyCollection<StoryResult> stories, string again)
    {
        int all = stories.Sum(story => story.Story.Claims.Count());
        int held = stories.Sum(story => story.Claims.Count(claim => claim.Holds));
        bool holds = stories.All(story => story.Holds);
        string verdict = holds ? paint.Bold("PASS") : paint.Red("FAIL");
        Line($"{verdict}  {held} of {all} claims in {stories.Count} {(stories.Count == 1 ? "story" : "stories")}, {Seconds(_total.Elapsed)}   again: {again}");
    }

    public void Line(string text)
    {
        output.WriteLine(_isTransient ? $"\r\e[K{text}" : text);
        _isTransient = false;
        _sinceLine.Restart();
    }

    private void Details(ClaimResult claim)
    {
        foreach (string detail in claim.Details)
        {
            Line($"           {detail}");
        }
    }

    private string ClaimLine(ClaimResult claim)
    {
        string verdict = claim.Holds ? "PASS" : paint.Red("FAIL");

        // Where no number is compared, what came out is what was asked for, or the next lines say what was.
        string limit = claim.Value is null ? string.Empty : $"limit {claim.Limit}";
        string when = claim is { Holds: true, TrueAfter: TimeSpan after } ? $"true {after.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s after" : string.Empty;
        return $"  {verdict}  {claim.Claim.Id,-12} {claim.Claim.Subject,-20} {claim.What,-15} {claim.Measured,-24} {limit,-14} {when}".TrimEnd();
    }

    private string WithTimes(string text) => $"{text.PadRight(Width - 18)[..Math.Max(text.Length, Width - 18)]} {Seconds(_phase.Elapsed),7} {Seconds(_total.Elapsed),9}";

    private void Rewrite(string text)
    {
        output.Write($"\r\e[K{(text.Length > Width ? text[..Width] : text)}");
        output.Flush();
        _isTransient = true;
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
}
