using System.Text.Json;
using Weft.Model;
using Weft.Simulation;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>One run of a fabric's stories in virtual time. Each story has a world of its own, so that it can be played again alone.</summary>
internal sealed class SimRun
{
    private readonly FabricChoice _choice;
    private readonly SimRunOptions _options;
    private readonly RunText _text;
    private readonly StoryRun _run;
    private readonly SimSight _sight;
    private readonly string _again;
    private TimeSpan _virtual;

    public SimRun(string name, FabricChoice choice, SimRunOptions options)
    {
        _choice = choice;
        _options = options;
        _text = RunText.Open(options.Json);
        _again = $"weft sim run {name} --seed {options.Seed}";
        _run = new StoryRun(_text, _again) { ReadsTables = options.Tables || options.Against is not null };
        _sight = new SimSight(options.Sight, _text);
    }

    public int Play(IReadOnlyList<Story> stories)
    {
        Fabric fabric = _choice.Fabric;
        _text.Title($"sim {fabric.Name}", "virtual time", $"seed {_options.Seed}");
        _text.Checked(_choice);
        using StreamWriter? trace = _options.Trace is null ? null : new StreamWriter(_options.Trace);
        foreach (Story story in stories)
        {
            PlayOne(story, trace, stories.Count == 1);
        }

        bool holds = _run.Finish(stories.Count);
        RunReport report = new()
        {
            Format = RunReport.SimulatorFormat,
            Fabric = fabric.Name,
            Seed = (long)_options.Seed,
            Holds = holds,
            DurationSeconds = _virtual.TotalSeconds,
            Stories = _run.Reports,
        };
        bool agrees = _options.Against is null || Agrees(report, _options.Against);
        if (_options.Sight.Html is string page)
        {
            RunRecord record = new()
            {
                Fabric = fabric,
                Runtime = "simulator, virtual time",
                Seed = report.Seed,
                Again = _again,
                Duration = _virtual,
                Stories = _sight.Records,
            };
            ReportFile.Write(page, record, report, _text);
        }

        if (_options.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, RunReportJson.Default.RunReport));
        }

        return holds && agrees ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>Says where the lab saw something else. Throws <see cref="StoryException"/> when the file is no run of the lab.</summary>
    private bool Agrees(RunReport report, string against)
    {
        RunReport? lab = null;
        try
        {
            lab = JsonSerializer.Deserialize(File.ReadAllText(against), RunReportJson.Default.RunReport);
        }
        catch (JsonException)
        {
            // Said below.
        }

        if (lab is not { Format: RunReport.LabFormat })
        {
            throw new StoryException($"{against} is not a document of `weft lab run --json`");
        }

        IReadOnlyList<string> differences = RunComparison.Differences(lab, "lab", report, "sim");
        foreach (string difference in differences)
        {
            _text.Line($"DIFFER  {difference}");
        }

        _text.Line(differences.Count == 0 ? $"AGREE  {report.Stories.Count} stories came out as in the lab" : $"DIFFER  in {differences.Count} places");
        return differences.Count == 0;
    }

    private void PlayOne(Story story, TextWriter? trace, bool isOnly)
    {
        Fabric fabric = story.HostRouting == _choice.Fabric.HostRouting ? _choice.Fabric : _choice.Fabric with { HostRouting = story.HostRouting };
        SimStage stage = new(new SimWorld(fabric, new SimOptions { Seed = _options.Seed, Model = story.Model }));
        if (trace is not null)
        {
            trace.Write($"story {story.Name}\n");
            stage.Observe(new WorldTrace(trace));
        }

        stage.Settle();
        TimeSpan settled = stage.World.Elapsed;
        _sight.Play(_run, story, stage, isOnly);
        _virtual += stage.World.Elapsed;
        _text.Progress(new RunProgress(
            "story",
            $"{story.Name} played: settled after {settled.TotalSeconds:0.0} s of virtual time, ended after {stage.World.Elapsed.TotalSeconds:0.0} s, {stage.World.Happened:N0} events",
            string.Empty,
            true));
    }
}
