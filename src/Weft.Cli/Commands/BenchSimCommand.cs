using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Weft.Model;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary><c>weft bench sim</c>: what the simulator costs, from a small fabric to a large one.</summary>
internal static class BenchSimCommand
{
    private const int ConvergenceMoves = 5;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        Option<string[]> shapes = new("--shape")
        {
            Description = "leaves:hosts per leaf[:spines[:sites[:uplinks]]] (may be given more than once)",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["10:20", "30:50", "100:100:16:4"],
        };
        Option<int> moves = BenchNumber.Create("--moves", "moves of a host, one each millisecond", 1000, 100_000);
        Option<int[]> delays = new("--interconnect")
        {
            Description = "delay between sites in milliseconds with which convergence is measured (may be given more than once)",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [1, 5, 20],
        };
        Option<bool> json = new("--json") { Description = "one JSON document instead of a table" };
        Command sim = new("sim", "Measure the simulator: cold start, moves, and frames a second, by fabric size.") { shapes, moves, delays, json };
        sim.SetAction(parsed => SimRunCommand.Guard(() => Run(parsed.GetValue(shapes)!, parsed.GetValue(moves), parsed.GetValue(delays)!, parsed.GetValue(json))));
        return sim;
    }

    private static int Run(string[] shapes, int moves, int[] delays, bool json)
    {
        if (delays.Any(static delay => delay is < 0 or > 1000))
        {
            Console.Error.WriteLine("weft bench sim: --interconnect is milliseconds from 0 to 1000");
            return ExitCode.Usage;
        }

        List<SimBenchRow> rows = [];
        foreach (string shape in shapes)
        {
            if (Parse(shape) is not LargeFabric fabric)
            {
                Console.Error.WriteLine($"weft bench sim: --shape {shape} is not leaves:hosts[:spines[:sites[:uplinks]]]; write as in 100:100:16:4");
                return ExitCode.Usage;
            }

            rows.Add(Measure(fabric, moves, delays));
            if (!json)
            {
                Print(rows[^1], rows.Count == 1);
            }
        }

        SimBenchFrames frames = MeasureFrames();
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(new SimBenchReport { Rows = rows, Frames = frames }, SimBenchJson.Default.SimBenchReport));
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two-dc, 64 flows of probes: {frames.EventsPerSecond:N0} events a second, {frames.OctetsPerEvent:0.00} octets allocated an event"));
        }

        return ExitCode.Yes;
    }

    private static LargeFabric? Parse(string shape)
    {
        int[] parts = [.. shape.Split(':').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        if (parts.Length is < 2 or > 5 || parts.Any(part => part < 1))
        {
            return null;
        }

        int sites = parts.Length > 3 ? parts[3] : 1;
        int spines = parts.Length > 2 ? parts[2] : 2 * sites;
        int uplinks = parts.Length > 4 ? parts[4] : Math.Min(4, spines / sites);
        return spines < sites || uplinks > spines / sites ? null : new LargeFabric(sites, parts[0], spines, uplinks, parts[1]);
    }

    private static SimBenchRow Measure(LargeFabric shape, int moves, int[] delays)
    {
        Fabric fabric = shape.Build();
        GC.Collect();
        Stopwatch clock = Stopwatch.StartNew();
        SimLoad load = new(new SimWorld(fabric, new SimOptions()), seed: 1);
        TimeSpan converged = load.Start(s_limit);
        TimeSpan start = clock.Elapsed;
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        long before = load.World.Happened;
        clock.Restart();
        Instant began = load.World.Now;
        for (int move = 0; move < moves; move++)
        {
            load.MoveOne();
            load.World.Run(TimeSpan.FromMilliseconds(1));
        }

        TimeSpan wall = clock.Elapsed;
        TimeSpan passed = load.World.Now - began;
        long events = load.World.Happened - before;
        return new SimBenchRow
        {
            Leaves = shape.Leaves,
            Nodes = fabric.Nodes.Length,
            Sites = shape.Sites,
            Hosts = fabric.Hosts.Length,
            StartSeconds = start.TotalSeconds,
            StartVirtualSeconds = converged.TotalSeconds,
            MemoryMebibytes = memory / 1048576.0,
            Moves = moves,
            MovesSeconds = wall.TotalSeconds,
            MovesVirtualSeconds = passed.TotalSeconds,
            MoveEvents = events,
            Convergence = [.. delays.Take(shape.Sites > 1 ? delays.Length : 1).Select(delay => MeasureConvergence(load, delay, shape.Sites > 1))],
        };
    }

    private static SimBenchConvergence MeasureConvergence(SimLoad load, int delay, bool hasSites)
    {
        load.SetInterconnectDelay(TimeSpan.FromMilliseconds(delay));
        load.World.Run(s_rest);
        return new SimBenchConvergence
        {
            InterconnectMilliseconds = hasSites ? delay : null,
            WithinSiteMilliseconds = Median(load, acrossSites: false),
            AcrossSitesMilliseconds = hasSites ? Median(load, acrossSites: true) : null,
        };
    }

    private static double Median(SimLoad load, bool acrossSites)
    {
        double[] times = new double[ConvergenceMoves];
        for (int move = 0; move < times.Length; move++)
        {
            times[move] = load.Converge(acrossSites).TotalMilliseconds;
            load.World.Run(s_rest);
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>Events a second with nothing but probes under way.</summary>
    private static SimBenchFrames MeasureFrames()
    {
        const int Flows = 64;
        Fabric fabric = new LargeFabric(1, 4, 2, 2, 4).Build();
        SimLoad load = new(new SimWorld(fabric, new SimOptions()), seed: 1);
        load.Start(s_limit);
        SimHost[] hosts = [.. load.World.Hosts];
        for (int flow = 0; flow < Flows; flow++)
        {
            SimHost to = hosts[(flow + 1 + (flow / hosts.Length)) % hosts.Length];
            int number = flow;
            hosts[flow % hosts.Length].Do((now, stack, effects) => stack.Start(
                now, new ProbeFlow(number, ProbeKind.OneWay, to.Stack.Setup.Addresses[0].Address, TimeSpan.FromMicroseconds(50)), effects));
        }

        load.World.Run(TimeSpan.FromSeconds(1));
        long events = load.World.Happened;
        long octets = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch clock = Stopwatch.StartNew();
        load.World.Run(TimeSpan.FromSeconds(2));
        TimeSpan wall = clock.Elapsed;
        octets = GC.GetAllocatedBytesForCurrentThread() - octets;
        events = load.World.Happened - events;
        return new SimBenchFrames { EventsPerSecond = events / wall.TotalSeconds, OctetsPerEvent = octets / (double)events };
    }

    private static void Print(SimBenchRow row, bool isFirst)
    {
        if (isFirst)
        {
            Console.Out.WriteLine($"{"NODES",6} {"SITES",5} {"HOSTS",7} {"START",9} {"VIRTUAL",8} {"MEMORY",10} {"MOVES",7} {"WALL",9} {"VIRTUAL",8}");
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Nodes,6} {row.Sites,5} {row.Hosts,7} {row.StartSeconds,7:0.00} s {row.StartVirtualSeconds,6:0.0} s {row.MemoryMebibytes,6:N0} MiB {row.Moves,7} {row.MovesSeconds,7:0.00} s {row.MovesVirtualSeconds,6:0.0} s"));
        foreach (SimBenchConvergence converged in row.Convergence)
        {
            string across = converged.AcrossSitesMilliseconds is { } time
                ? string.Create(CultureInfo.InvariantCulture, $", to another one {time:0.00} ms ({converged.InterconnectMilliseconds} ms between them)")
                : string.Empty;
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"       known everywhere after a move within a site {converged.WithinSiteMilliseconds:0.00} ms{across}"));
        }
    }
}
