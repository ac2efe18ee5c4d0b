using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Weft.Lab;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>What the benchmarks of single nodes have in common: they need root and a built daemon, tell how far they are, and report as a table or in JSON.</summary>
internal static class BenchRun
{
    /// <summary>Measures and reports. The measurement is given the fabric, the set-up, and where it says how far it is.</summary>
    public static int Run<TReport>(
        Func<FabricChoice, LabOptions, Action<string>, TReport> measure, JsonTypeInfo<TReport> document, Action<TextWriter, TReport> table, bool json)
    {
        if (Home.OpenFabric(Path.Combine(Home.Root, NodeBench.FabricPath)) is not FabricChoice choice)
        {
            return ExitCode.Usage;
        }

        LabCommand.NeedRoot();
        RunText text = new(Console.Error, Paint.None, !Console.IsErrorRedirected);
        LabOptions setup = LabSetup.Options(choice, text, verbose: false);
        TReport report = measure(choice, setup, line => text.Progress(new RunProgress("bench", line, string.Empty, false)));
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, document));
        }
        else
        {
            table(Console.Out, report);
        }

        return ExitCode.Yes;
    }
}
