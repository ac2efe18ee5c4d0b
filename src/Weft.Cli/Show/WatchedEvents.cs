using System.Net.Sockets;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Follows a node's events: first what is kept, then what happens. Goes on after the node's daemon was restarted.</summary>
internal sealed class WatchedEvents(NodeSocket node, CancellationToken stop)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);

    /// <summary>Hands on each report until cancelled; notes are for people (standard error).</summary>
    public void Follow(Action<NodeReport> show, Action<string> note)
    {
        long last = 0;
        string? instance = null;
        bool silent = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using NodeClient client = NodeClient.Connect(node.Path, ShowAnswers.Patience);
                using CancellationTokenRegistration hangUp = stop.Register(client.Dispose);
                NodeReport? report = client.Ask(new ApiRequest { Get = ApiFormat.Events, Watch = true, After = last });
                if (instance is not null && report.Instance != instance)
                {
                    // The numbers start again with every daemon.
                    note($"{node.Node} was restarted");
                    instance = report.Instance;
                    last = 0;
                    continue;
                }

                instance = report.Instance;

                silent = false;
                client.WaitForever();
                while (report is not null)
                {
                    last = Take(report, last, show, note);
                    report = client.Next();
                }
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
            {
                if (!silent && !stop.IsCancellationRequested)
                {
                    note($"{node.Node} does not answer; waiting for it");
                }

                silent = true;
            }

            stop.WaitHandle.WaitOne(Retry);
        }
    }

    private static long Take(NodeReport report, long last, Action<NodeReport> show, Action<string> note)
    {
        if (report.Lost is { } lost and > 0 && last > 0)
        {
            note($"lost {lost} changes, resynchronised");
        }

        show(report);
        return Math.Max(last, report.Sequence ?? last);
    }
}
