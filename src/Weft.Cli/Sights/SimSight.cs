using System.Collections.Immutable;
using Weft.Simulation;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Looks on while stories are played in the simulator, as far as somebody asked for it: records, sequence diagrams, captures.</summary>
internal sealed class SimSight(SightOptions options, RunText text)
{
    private readonly List<StoryRecord> _records = [];

    /// <summary>What was recorded of each story.</summary>
    public ImmutableArray<StoryRecord> Records => [.. _records];

    /// <summary>Plays a story on a settled stage.</summary>
    /// <param name="run">Plays it.</param>
    /// <param name="story">The story.</param>
    /// <param name="stage">The stage, with a world of its own.</param>
    /// <param name="isOnly">False where each story needs capture files of its own.</param>
    public void Play(StoryRun run, Story story, SimStage stage, bool isOnly)
    {
        List<FileStream> files = [];
        try
        {
            foreach ((string link, string file) in options.Captures)
            {
                FileStream stream = File.Create(isOnly ? file : NameFor(file, story));
                files.Add(stream);
                stage.Observe(LinkTap.Open(stage.World, link, stream));
            }

            if (options.Records)
            {
                Record(run, story, stage);
            }
            else
            {
                run.Play(story, stage);
            }
        }
        finally
        {
            files.ForEach(file => file.Dispose());
        }
    }

    private void Record(StoryRun run, Story story, SimStage stage)
    {
        StoryWitness witness = new(stage);
        StoryRecorder recorder = new(stage) { Acting = witness.Begin };
        StoryResult result = run.Play(story, recorder);
        StoryRecord record = witness.Complete(recorder.Finish(result));
        _records.Add(record);
        if (options.Sequence)
        {
            text.Sequences(record);
        }
    }

    /// <summary>"spine.pcap" of the story hot-move-garp is "spine-hot-move-garp.pcap".</summary>
    private static string NameFor(string file, Story story) =>
        Path.Combine(Path.GetDirectoryName(file) ?? string.Empty, $"{Path.GetFileNameWithoutExtension(file)}-{story.Name}{Path.GetExtension(file)}");
}
