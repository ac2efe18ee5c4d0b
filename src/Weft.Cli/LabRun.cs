using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Weft.Lab;
using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>One run of a fabric's stories, from bringing it up to the verdict.</summary>
internal sealed class LabRun
{
    private readonly FabricChoice _choice;
    private readonly LabRunOptions _options;
    private readonly RunText _text;
    private readonly StoryRun _run;
    private readonly List<StoryRecord> _records = [];
    private readonly string _again;
    private volatile bool _isEnding;

    public LabRun(string name, FabricChoice choice, LabRunOptions options)
    {
        _choice = choice;
        _options = options;
        _text = RunText.Open(options.Json);
        _again = $"weft lab run {name} --seed {options.Seed}";
        _run = new StoryRun(_text, _again) { ReadsTables = options.Tables };
    }

    public int Play(IReadOnlyList<Story> stories)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using EndSignals signals = new(() => _isEnding = true);
        string output = Home.Output(_choice.Fabric.Name);
        _text.Title($"lab {_choice.Fabric.Name}", LabKernel.Current.Title, $"log: {Path.GetRelativePath(Environment.CurrentDirectory, output)}");
        Fabric fabric = _choice.Fabric;
        _text.Checked(_choice);
        foreach (IGrouping<bool, Story> group in stories.GroupBy(story => story.HostRouting).OrderByDescending(group => group.Key))
        {
            PlayGroup(group.Key == fabric.HostRouting ? _choice : Variant(output), [.. group]);
        }

        if (stories.Count == 0)
        {
            PlayGroup(_choice, []);
        }

        return Finish(stories, clock.Elapsed);
    }

    private void PlayGroup(FabricChoice choice, Story[] stories)
    {
        using HostVoice voice = new();
        using (NativeLab lab = LabLauncher.Launch(choice.Fabric, LabSetup.Options(choice, _text, _options.Verbose) with { Record = _options.Record, KeyFolder = Path.GetDirectoryName(_choice.Path) }, voice))
        {
            using LabStage stage = new(lab, voice);
            foreach (Story story in stories)
            {
                if (!_isEnding)
                {
                    PlayOne(story, stage, voice);
                }
            }
        }

        _text.Progress(new RunProgress("down", "nothing left behind", string.Empty, true));
    }

    private void PlayOne(Story story, LabStage stage, HostVoice voice)
    {
        if (_options.Html is null && !_options.Sequence)
        {
            _run.Play(story, stage);
        }
        else
        {
            Record(story, stage);
        }

        // The next story, and the reader, want to know that the fabric is whole again.
        stage.Restore();
        new Settling(stage.Lab, voice) { Progress = _text.Progress }.WaitUntilReady(stage.Lab.Options.Patience);
        _text.Progress(new RunProgress("story", $"{story.Name} played, everything back in place", string.Empty, true));
    }

    private void Record(Story story, LabStage stage)
    {
        LabMoves moves = new(stage);
        StoryRecorder recorder = new(stage) { Preparing = moves.Prepare };
        moves.Flows = () => recorder.Flows;
        StoryRecord record = recorder.Finish(_run.Play(story, recorder));
        ImmutableArray<ToldRecord> told = LabTold.Since(stage.Lab, recorder.Began);
        record = record with { Told = told, Moves = moves.Finish(recorder.Began, told) };
        _records.Add(record);
        if (_options.Sequence)
        {
            _text.Sequences(record);
        }
    }

    private int Finish(IReadOnlyList<Story> stories, TimeSpan duration)
    {
        if (_isEnding)
        {
            throw new LabException("ended by a signal before all stories were played");
        }

        bool holds = _run.Finish(stories.Count);
        RunReport report = new()
        {
            Format = RunReport.LabFormat,
            Fabric = _choice.Fabric.Name,
            Kernel = LabKernel.Current.Name,
            Seed = _options.Seed,
            Holds = holds,
            DurationSeconds = duration.TotalSeconds,
            Stories = _run.Reports,
        };
        if (_options.Html is string page)
        {
            RunRecord record = new()
            {
                Fabric = _choice.Fabric,
                Runtime = $"lab, {LabKernel.Current.Title}",
                Seed = report.Seed,
                Again = _again,
                Duration = duration,
                Stories = [.. _records],
            };
            ReportFile.Write(page, record, report, _text);
        }

        if (_options.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, RunReportJson.Default.RunReport));
        }

        return holds ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>The same fabric without host routing, beside the logs, where a reader can find it.</summary>
    private FabricChoice Variant(string output)
    {
        Directory.CreateDirectory(output);
        string path = Path.Combine(output, "without-host-routing.yaml");
        string text = FabricVariant.WithoutHostRouting(_choice.Text);
        File.WriteAllText(path, text);
        Fabric fabric = FabricFile.Load(text).Fabric ?? throw new LabException($"{path} is not a fabric file");
        return new FabricChoice(path, text, fabric);
    }
}
