using System.Text.Json;
using Weft.Model;
using Weft.Simulation;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>Answers <c>weft path</c>, from a fabric file or from running nodes.</summary>
internal static class PathAnswer
{
    /// <summary>The way that the file would have, after some changes.</summary>
    public static int OfFile(Fabric fabric, IReadOnlyList<StoryStep> steps, string from, string to, AddressFamily family, PathOutput output)
    {
        PathPairReport report = Forecast(fabric, steps, from, to, family);
        Write(report, fabric, output);
        return report.IsDelivered ? ExitCode.Yes : ExitCode.No;
    }

    /// <summary>The way that running nodes have, and where the file would have another.</summary>
    public static int OfNodes(LiveFabric live, string from, string to, AddressFamily family, PathOutput output)
    {
        PathPairReport forecast = Forecast(live.Fabric, [], from, to, family);
        (PathReport there, string? missing) = LivePath.Find(live, forecast.There);
        PathReport? back = null;
        if (forecast.Back is not null)
        {
            (back, string? missingBack) = LivePath.Find(live, forecast.Back);
            missing ??= missingBack;
        }

        string[] reasons = [.. Reasons(live, there, forecast.There).Concat(back is null ? [] : Reasons(live, back, forecast.Back!)).Distinct()];
        bool isSame = PathDifference.IsSame(there, forecast.There) && (back is null || PathDifference.IsSame(back, forecast.Back!));
        PathPairReport report = new()
        {
            Source = PathPairReport.FromNodes,
            There = there,
            Back = back,
            Forecast = forecast.There,
            ForecastBack = forecast.Back,
            SameAsFile = isSame,
            Because = reasons,
            Silent = live.Silent.Count > 0 ? [.. live.Silent] : null,
        };
        Write(report, live.Fabric, output);
        return missing is not null ? ExitCode.Partial : report.IsDelivered ? ExitCode.Yes : ExitCode.No;
    }

    private static IEnumerable<string> Reasons(LiveFabric live, PathReport way, PathReport forecast) =>
        PathDifference.IsSame(way, forecast) ? [] : PathDifference.Reasons(live, way, forecast);

    private static PathPairReport Forecast(Fabric fabric, IReadOnlyList<StoryStep> steps, string from, string to, AddressFamily family)
    {
        SimStage stage = new(new SimWorld(fabric, new SimOptions()));
        stage.Settle();
        foreach (StoryStep step in steps)
        {
            stage.Do(step);
        }

        // Until nothing changes any more: BFD, the holding time and BGP have had their say.
        stage.World.Run(steps.Count == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10));
        PathReport there = PathFinder.Find(stage, from, to, family);
        bool hasBack = stage.World.Hosts.Any(host => host.Name == to);
        return new PathPairReport { There = there, Back = hasBack ? PathFinder.Find(stage, to, from, family) : null };
    }

    private static void Write(PathPairReport report, Fabric fabric, PathOutput output)
    {
        if (output.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, PathJson.Default.PathPairReport));
        }
        else if (output.Minimal)
        {
            Console.Out.WriteLine(report.There.Minimal());
        }
        else
        {
            PathText.Write(Console.Out, report, fabric);
        }
    }
}
