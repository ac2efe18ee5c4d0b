using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary>Plays seeds one after the other and tells of those that fail, each made as small as it can be.</summary>
/// <param name="json">Lines of JSON instead of text.</param>
/// <param name="trace">Where to write the events of the last seed that fails, as it is when minimised; null for nowhere.</param>
internal sealed class SimFuzz(bool json, string? trace)
{
    private const double ProgressSeconds = 1;

    private readonly bool _shows = !json && !Console.IsErrorRedirected;

    /// <summary>Plays seeds from <paramref name="first"/> to <paramref name="last"/>, or until the time is up.</summary>
    public int Run(ulong first, ulong last, TimeSpan? time)
    {
        Stopwatch watch = Stopwatch.StartNew();
        double shown = 0;
        int played = 0;
        int failed = 0;
        TimeSpan lasted = TimeSpan.Zero;
        long events = 0;
        for (ulong seed = first; ; seed++)
        {
            FuzzResult result = FuzzRun.Play(FuzzDraw.Draw(seed));
            played++;
            lasted += result.Virtual;
            events += result.Events;
            if (!result.IsClean)
            {
                failed++;
                Tell(seed, result);
            }

            double seconds = watch.Elapsed.TotalSeconds;
            if (_shows && seconds - shown > ProgressSeconds)
            {
                shown = seconds;
                Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{played} seeds, {played / seconds:0.0} a second, {failed} failed "));
            }

            if (seed == last || (time is TimeSpan limit && watch.Elapsed >= limit))
            {
                break;
            }
        }

        if (_shows)
        {
            Console.Error.WriteLine();
        }

        double rate = Math.Round(played / watch.Elapsed.TotalSeconds, 1);
        Console.Out.WriteLine(json
            ? JsonSerializer.Serialize(new { seeds = played, first, failed, virtualHours = Math.Round(lasted.TotalHours, 2), events, seedsPerSecond = rate })
            : string.Create(CultureInfo.InvariantCulture, $"{played} seeds from {first}, {failed} failed, {lasted.TotalHours:0.0} hours of virtual time, {events:N0} events, {rate:0.0} seeds a second"));
        return failed == 0 ? ExitCode.Yes : ExitCode.No;
    }

    private void Tell(ulong seed, FuzzResult result)
    {
        FuzzResult least = Minimizer.Minimize(result, drawn => FuzzRun.Play(drawn));
        Violation violation = least.Violations[0];
        string folder = Home.Output($"fuzz-{seed}");
        Directory.CreateDirectory(folder);
        string fabric = Path.Combine(folder, "fabric.yaml");
        string story = Path.Combine(folder, "story.yaml");
        File.WriteAllText(fabric, least.Case.Fabric.Text());
        File.WriteAllText(story, StoryText.Write(least.Case, violation.ToString()));
        if (trace is not null)
        {
            using StreamWriter lines = new(trace);
            FuzzRun.Play(least.Case, observer: new WorldTrace(lines));
        }

        string again = $"weft sim replay {Path.GetRelativePath(Environment.CurrentDirectory, fabric)} {Path.GetRelativePath(Environment.CurrentDirectory, story)}";
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new { seed, checker = violation.Checker, fault = violation.ToString(), steps = least.Case.Steps.Select(StoryText.Write), fabric, story, again }));
            return;
        }

        Console.Out.WriteLine($"seed {seed}: {result.Violations[0]}");
        Console.Out.WriteLine($"  minimised: {violation}");
        foreach (Stories.StoryStep step in least.Case.Steps)
        {
            Console.Out.WriteLine($"    {StoryText.Write(step)}");
        }

        Console.Out.WriteLine($"  {again}");
    }
}
