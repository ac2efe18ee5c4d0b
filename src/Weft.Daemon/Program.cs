using System.Net.Sockets;
using System.Reflection;
using Weft.Linux;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>Entry point of <c>weftd</c>, the daemon that runs one node of a fabric.</summary>
internal static class Program
{
    /// <summary>The fabric file or the node is wrong, or another daemon runs here.</summary>
    private const int ExitNo = 1;

    private const int ExitUsage = 2;

    /// <summary>The machine lacks something.</summary>
    private const int ExitCouldNotRun = 5;

    private static int Main(string[] arguments)
    {
        if (arguments is ["--version"])
        {
            Console.Out.WriteLine($"weftd {Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}");
            return 0;
        }

        if (arguments is ["--help"] or ["-h"])
        {
            Console.Out.WriteLine(CommandLine.Usage);
            return 0;
        }

        if (!CommandLine.TryParse(arguments, out DaemonOptions? options, out string? error))
        {
            Console.Error.WriteLine($"weftd: {error}\n{CommandLine.Usage}");
            return ExitUsage;
        }

        NodeLoad load = NodeLoad.Read(options.FabricPath, options.NodeName);
        foreach (string fault in load.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        if (load.Plan is null)
        {
            Console.Error.WriteLine($"weftd: {options.FabricPath} cannot be used; nothing was changed");
            return ExitNo;
        }

        KeyLoad keys = KeyLoad.Read(options, load.Plan.Fabric);
        if (keys.Keys is null)
        {
            foreach (string fault in keys.Faults)
            {
                Console.Error.WriteLine(fault);
            }

            Console.Error.WriteLine("weftd: the keys cannot be used; nothing was changed");
            return ExitNo;
        }

        if (options.IsCheck)
        {
            return 0;
        }

        using NodeLock? onlyOne = NodeLock.TryTake();
        if (onlyOne is null)
        {
            Console.Error.WriteLine("weftd: another weftd runs in this network namespace; nothing was changed");
            return ExitNo;
        }

        return Run(options, load.Plan, keys.Keys);
    }

    private static int Run(DaemonOptions options, Model.NodePlan plan, IsisKeys keys)
    {
        DaemonLog log = new(Console.Error, options.LogLevel, options.LogJson, options.NodeName);
        try
        {
            // It only jitters timers; a cryptographic source would cost a third of the start.
            using NodeRunner runner = new(options, plan, keys, log, (ulong)Random.Shared.NextInt64());
            runner.Start();
            runner.Run();
            return 0;
        }
        catch (Exception exception) when (exception is KernelException or IOException or SocketException or UnauthorizedAccessException or DllNotFoundException)
        {
            log.Write(LogLevel.Alarm, "could-not-run", exception.Message);
            return ExitCouldNotRun;
        }
    }
}
