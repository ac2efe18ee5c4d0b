using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Sockets;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Asks a node to give way or to serve again, and waits until it is so: by its own word, by its neighbours' acknowledgements, and by the
/// shortest paths of the other nodes that run on this machine.</summary>
internal sealed class DrainWatch(NodeSocket node, IReadOnlyList<NodeSocket> others, bool drain)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>What the node says now; <paramref name="act"/> is done before. Throws <see cref="IOException"/> with the reason when it does
    /// not answer or refuses.</summary>
    public DrainReport Ask(string? act)
    {
        try
        {
            using NodeClient client = NodeClient.Connect(node.Path, ShowAnswers.Patience);
            NodeReport report = client.Ask(new ApiRequest { Get = ApiFormat.Drain, Do = act });
            return report.Drain ?? throw new IOException(report.Error ?? "its weftd is too old for that");
        }
        catch (SocketException exception)
        {
            throw new IOException($"{node.Node} does not answer at {node.Path}: {exception.Message}", exception);
        }
    }

    /// <summary>Waits until it is done, or for as long as the limit says.</summary>
    public DrainOutcome Wait(TimeSpan limit, Action<string> tell)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan told = TimeSpan.Zero;
        while (true)
        {
            DrainOutcome outcome = Look();
            if (outcome.IsDone || clock.Elapsed >= limit)
            {
                return outcome;
            }

            if (clock.Elapsed - told >= s_heartbeat)
            {
                told = clock.Elapsed;
                tell(outcome.WaitsFor);
            }

            Thread.Sleep(s_interval);
        }
    }

    private DrainOutcome Look()
    {
        DrainReport report = Ask(null);
        bool isThere = report.State == (drain ? "drained" : "serving") && report.WaitsFor.IsEmpty;
        if (!isThere || !drain || others.Count == 0)
        {
            return new DrainOutcome(report, isThere, []);
        }

        ShowAnswers paths = ShowAnswers.Ask(others, new ApiRequest { Get = ApiFormat.IsisSpf });
        List<NodeSocket> answering = [.. others.Where(other => !paths.Silent.Contains(other.Node))];
        ShowAnswers prefixes = ShowAnswers.Ask(answering, new ApiRequest { Get = ApiFormat.IsisRoutes });
        ImmutableArray<string> through = new WaysThrough(
            report,
            paths.Reports.SelectMany(static answer => answer.Paths ?? []),
            prefixes.Reports.SelectMany(static answer => answer.Prefixes ?? [])).Nodes();
        return new DrainOutcome(report with { Through = through }, through.IsEmpty, [.. paths.Silent.Concat(prefixes.Silent).Distinct()]);
    }
}
