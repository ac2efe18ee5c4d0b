using System.CommandLine;
using System.Globalization;
using Weft.Lab;

namespace Weft.Cli;

/// <summary><c>weft bench daemon</c>: start, memory, learning and the cost of the rules.</summary>
internal static class BenchDaemonCommand
{
    public static Command Create()
    {
        Command command = new("daemon", "Measure one weftd: start to ready, memory, hosts learned per second, and what its rules cost a forwarded frame.");
        command.SetAction(_ => LabCommand.Guard(Run));
        return command;
    }

    private static int Run()
    {
        LabCommand.NeedRoot();
        if (!File.Exists(Home.Daemon))
        {
            throw new LabException($"the daemon is not built ({Home.Daemon}); run ./weft of the project, or set WEFT_DAEMON");
        }

        Print(new DaemonBench($"wb{Environment.ProcessId}", line => Console.Error.WriteLine($"weft bench: {line}")).Run());
        return ExitCode.Yes;
    }

    private static void Print(DaemonBenchReport report)
    {
        double[] ready = report.ReadyMilliseconds;
        Line("start to ready", $"{ready[ready.Length / 2]:0} ms median, {ready[^1]:0} ms worst of {ready.Length}");
        Line("memory after the start", $"{report.ResidentBytes / 1048576.0:0.0} MiB");
        Line("binary", $"{report.BinaryBytes / 1048576.0:0.0} MiB");
        Line("hosts learned", $"{report.Hosts / report.LearnSeconds:0} a second, {report.Hosts} in {report.LearnSeconds:0.00} s");
        Line("memory for each host", $"{report.BytesPerHost:0} bytes");
        Line("bridged frame", Cost(report.BridgedBareNanoseconds, report.BridgedNanoseconds));
        Line("routed frame", Cost(report.RoutedBareNanoseconds, report.RoutedNanoseconds));

        static FormattableString Cost(double bare, double ruled) => $"{ruled:0} ns, bare {bare:0} ns: {bare / ruled:0.00} of the bare rate";

        static void Line(string what, FormattableString figure) =>
            Console.Out.WriteLine($"{what,-24}{figure.ToString(CultureInfo.InvariantCulture)}");
    }
}
