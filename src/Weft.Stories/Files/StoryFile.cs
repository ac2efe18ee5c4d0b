using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>Reads stories. Every fault of a file is reported, none throws.</summary>
public static class StoryFile
{
    private static readonly TimeSpan s_leaseTime = TimeSpan.FromMinutes(1);

    private static readonly (string Word, ModelKind Value)[] s_models =
    [
        ("single-gateway", ModelKind.SingleGateway), ("mlag-pair", ModelKind.MlagPair), ("fhrp-filter", ModelKind.FhrpFilter),
        ("virtual-arp", ModelKind.VirtualArp), ("firewall", ModelKind.Firewall),
    ];

    /// <summary>The keys of a story, in the order of docs/stories.md.</summary>
    internal static readonly string[] Keys = ["story", "says", "fabric", "host-routing", "runs", "model", "drawn", "steps"];

    /// <summary>The words for models.</summary>
    internal static IEnumerable<string> Models => s_models.Select(model => model.Word);

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

        SourceMap? map = reader.Map(root, "a story", Keys);
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

        StoryModel? model = ModelOf(reader, map);
        RefuseSameIds(reader, map, steps);
        RefuseUnwatched(reader, map, steps);
        StoryRuntimes runs = RuntimesOf(reader, map, model);
        RefuseInLab(reader, map, runs, steps);
        return new Story(
            reader.Text(map, "story"),
            reader.Text(map, "says"),
            reader.Text(map, "fabric"),
            reader.Flag(map, "host-routing", otherwise: true),
            steps.ToImmutable(),
            file)
        {
            Model = model,
            Runs = runs,
            Drawn = DrawnOf(reader, map),
        };
    }

    private static DrawnBy? DrawnOf(StoryReader reader, SourceMap map)
    {
        SourceMap? drawn = map.Find("drawn") is SourceEntry entry ? reader.Map(entry.Value, "what drew a story", "seed", "clock-drift", "leases") : null;
        return drawn is null ? null : new DrawnBy(reader.Seed(drawn, "seed"), reader.Number(drawn, "clock-drift", 0)) { Leases = LeasesOf(reader, drawn) };
    }

    private static DrawnLeases? LeasesOf(StoryReader reader, SourceMap drawn)
    {
        SourceMap? leases = drawn.Find("leases") is SourceEntry entry ? reader.Map(entry.Value, "leases", "server", "clients", "forgetful", "time") : null;
        return leases is null ? null : new DrawnLeases(
            reader.Text(leases, "server"),
            reader.Texts(leases, "clients"),
            leases.Find("forgetful") is null ? [] : reader.Texts(leases, "forgetful"),
            reader.Duration(leases, "time", s_leaseTime));
    }

    /// <summary>`single-gateway`, or `{ is: single-gateway, at: leaf1 }`.</summary>
    private static StoryModel? ModelOf(StoryReader reader, SourceMap map)
    {
        if (map.Find("model")?.Value is not SourceNode node)
        {
            return null;
        }

        SourceMap? inner = node as SourceMap;
        if (inner is not null)
        {
            reader.Map(inner, "a model", "is", "at");
            reader.Text(inner, "is");
        }

        ModelKind kind = inner is null ? reader.Word(map, "model", ModelKind.SingleGateway, s_models) : reader.Word(inner, "is", ModelKind.SingleGateway, s_models);
        return new StoryModel(kind, inner?.Find("at") is null ? [] : reader.Texts(inner, "at"));
    }

    /// <summary>Both without a word. A model is no network of real kernels.</summary>
    private static StoryRuntimes RuntimesOf(StoryReader reader, SourceMap map, StoryModel? model)
    {
        StoryRuntimes possible = model is null ? StoryRuntimes.Both : StoryRuntimes.Simulator;
        if (map.Find("runs") is not SourceEntry entry)
        {
            return possible;
        }

        StoryRuntimes runs = reader.Words(map, "runs", StoryReader.Runtimes).Aggregate(StoryRuntimes.None, (all, one) => all | one);
        if ((runs & ~possible) != 0)
        {
            reader.Fault(entry.Value.Span, "the lab has no models", "write `runs: [sim]`");
        }

        return runs;
    }

    /// <summary>The lab has no firewalls, and its hosts answer nobody but ping.</summary>
    private static void RefuseInLab(StoryReader reader, SourceMap map, StoryRuntimes runs, IEnumerable<StoryStep> steps)
    {
        foreach (StoryStep step in steps.Where(step => runs.HasFlag(StoryRuntimes.Lab) && step is FirewallStep or ClaimStep { Claim: UnansweredClaim }))
        {
            reader.Fault(new SourceSpan(step.Line, map.Span.Column, 1), "the lab cannot do this", "write `runs: [sim]`");
        }
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
        HashSet<string> attempts = [.. steps.OfType<AttemptStep>().SelectMany(step => step.Flows).Select(flow => flow.Id)];
        HashSet<string> streams = [.. steps.OfType<StreamStep>().SelectMany(step => step.Streams).Select(stream => stream.Id)];
        foreach (ClaimStep step in steps.OfType<ClaimStep>())
        {
            (HashSet<string> known, string plural) = step.Claim switch
            {
                StreamClaim => (streams, "streams"),
                ArrivedClaim => (attempts, "attempts"),
                _ => (flows, "flows"),
            };
            string[] used = step.Claim switch
            {
                GapClaim claim => [.. claim.Flows],
                LostClaim claim => [.. claim.Flows],
                ArrivedClaim claim => [.. claim.Flows],
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
