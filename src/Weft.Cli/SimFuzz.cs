using System.Diagnostics;
using System.Globalization;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary>Plays seeds one after the other and tells of those that fail.</summary>
/// <param name="json">Lines of JSON instead of text.</param>
/// <param name="trace">Where to write the events of seeds that fail, as they are when minimised; null for nowhere.</param>
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
        for (ulong seed = first; ; seed++)
        {
            FuzzResult result = FuzzRun.Play(FuzzDraw.Draw(seed));
            played++;
            lasted += result.Virtual;
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

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{played} seeds from {first}, {failed} failed, {lasted.TotalHours:0.0} hours of virtual time, {played / watch.Elapsed.TotalSeconds:0.0} seeds a second"));
        return failed == 0 ? ExitCode.Yes : ExitCode.No;
    }

    private void Tell(ulong seed, FuzzResult result)
    {
        Console.Out.WriteLine($"seed {seed}: {result.Violations[0]}");
        FuzzResult least = Minimizer.Minimize(result, drawn => FuzzRun.Play(drawn));
        string folder = Home.Output($"fuzz-{seed}");
        Directory.CreateDirectory(folder);
        string fabric = Path.Combine(folder, "fabric.yaml");
        string story = Path.Combine(folder, "story.yaml");
        File.WriteAllText(fabric, least.Case.Fabric.Text());
        File.WriteAllText(story, StoryText.Write(least.Case, least.Violations[0].ToString()));
        if (trace is not null)
        {
            using StreamWriter lines = new(trace);
            FuzzRun.Play(least.Case, observer: new WorldTrace(lines));
        }

        Console.Out.WriteLine($"  minimised: {least.Violations[0]}");
        foreach (Weft.Stories.StoryStep step in least.Case.Steps)
        {
            Console.Out.WriteLine($"    {StoryText.Write(step)}");
        }

        Console.Out.WriteLine($"  replay: weft sim run {Path.GetRelativePath(Environment.CurrentDirectory, fabric)} --story {Path.GetRelativePath(Environment.CurrentDirectory, story)}");
    }
}
