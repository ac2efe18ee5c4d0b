using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>Reads stories. Every fault of a file is reported, none throws.</summary>
public static class StoryFile
{
    /// <summary>Reads one story.</summary>
    /// <param name="text">What the file holds.</param>
    /// <param name="file">Its name, for faults and the places of claims.</param>
    public static StoryLoad Parse(string text, string file)
    {
        StoryReader reader = new(file);
        FaultList yaml = new();
        SourceNode? root = SourceReader.Read(text, yaml);
        foreach (Fault fault in yaml.ToSorted())
        {
            reader.Fault(fault.Span, fault.Message, fault.Cure);
        }

        if (root is null && reader.Faults.IsEmpty)
        {
            reader.Fault(SourceSpan.Start, "the file is empty", "begin with `story:` and a name");
        }

        SourceMap? map = reader.Map(root, "a story", "story", "says", "fabric", "host-routing", "steps");
        Story? story = map is null ? null : Bind(reader, map, file);
        ImmutableArray<StoryFault> faults = reader.Faults;
        return new StoryLoad(faults.IsEmpty ? story : null, faults);
    }

    private static Story Bind(StoryReader reader, SourceMap map, string file)
    {
        ImmutableArray<StoryStep>.Builder steps = ImmutableArray.CreateBuilder<StoryStep>();
        SourceNode? list = map.Find("steps")?.Value;
        if (list is not SourceList { Items.IsEmpty: false } items)
        {
            reader.Fault((list ?? map).Span, "there are no steps", "add `steps:` with a list of acts and claims");
        }
        else
        {
            foreach (SourceNode item in items.Items)
            {
                if (StepBinder.Bind(reader, item) is StoryStep step)
                {
                    steps.Add(step);
                }
            }
        }

        RefuseSameIds(reader, map, steps);
        RefuseUnwatched(reader, map, steps);
        return new Story(
            reader.Text(map, "story"),
            reader.Text(map, "says"),
            reader.Text(map, "fabric"),
            reader.Flag(map, "host-routing", otherwise: true),
            steps.ToImmutable(),
            file);
    }

    private static void RefuseUnwatched(StoryReader reader, SourceMap map, IEnumerable<StoryStep> steps)
    {
        HashSet<string> watched = [];
        foreach (StoryStep step in steps)
        {
            if (step is WatchStep watch)
            {
                watched.Add(watch.Router);
            }
            else if (step is ClaimStep { Claim: ChangesClaim claim } && !watched.Contains(claim.Router))
            {
                reader.Fault(new SourceSpan(step.Line, map.Span.Column, 1), $"`{claim.Id}` counts changes of `{claim.Router}`, which nothing watches", $"write `- watch: {claim.Router}` before");
            }
        }
    }

    private static void RefuseSameIds(StoryReader reader, SourceMap map, IEnumerable<StoryStep> steps)
    {
        foreach (IGrouping<string, ClaimStep> same in steps.OfType<ClaimStep>().GroupBy(step => step.Claim.Id).Where(group => group.Count() > 1))
        {
            reader.Fault(new SourceSpan(same.Last().Line, map.Span.Column, 1), $"two claims are called `{same.Key}`", "give each claim its own id");
        }

        HashSet<string> flows = [.. steps.OfType<TrafficStep>().SelectMany(step => step.Flows).Select(flow => flow.Id)];
        HashSet<string> streams = [.. steps.OfType<StreamStep>().SelectMany(step => step.Streams).Select(stream => stream.Id)];
        foreach (ClaimStep step in steps.OfType<ClaimStep>())
        {
            bool isStream = step.Claim is StreamClaim;
            HashSet<string> known = isStream ? streams : flows;
            string plural = isStream ? "streams" : "flows";
            string[] used = step.Claim switch
            {
                GapClaim claim => [.. claim.Flows],
                LostClaim claim => [.. claim.Flows],
                StreamClaim claim => [claim.Stream],
                _ => [],
            };
            foreach (string id in used.Where(id => !known.Contains(id)))
            {
                reader.Fault(new SourceSpan(step.Line, map.Span.Column, 1), $"`{step.Claim.Id}` names `{id}`, which nothing starts", Suggestion.For(id, known, plural));
            }
        }
    }
}
