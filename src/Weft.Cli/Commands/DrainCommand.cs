using System.CommandLine;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft drain NODE</c> and <c>weft undrain NODE</c>: takes the traffic off a node before work on it, and gives it back.</summary>
internal static class DrainCommand
{
    private const int DefaultSeconds = 60;

    public static Command Create(bool drain)
    {
        Argument<string> node = new("NODE") { Description = "the node, on this machine or in a running lab" };
        Option<string?> socket = new("--socket") { Description = "the path of the node's API socket" };
        Option<int> timeout = new("--timeout") { Description = "seconds to wait", DefaultValueFactory = _ => DefaultSeconds };
        Option<bool> json = new("--json") { Description = "one JSON document" };
        string help = drain
            ? "Let everybody go around a node before work on it, and tell what would be cut off without it. "
                + "Exit code 0: drained and nothing would be, 1: drained and something would be, 2: no such node, 3: not in time, 4: not every node answered, 5: not tried."
            : "Let a drained node serve again. Exit code 0: it serves, 2: no such node, 3: not in time, 5: not tried.";
        Command command = new(drain ? "drain" : "undrain", help) { node, socket, timeout, json };
        command.SetAction(parsed =>
        {
            string name = $"weft {command.Name}";
            int seconds = parsed.GetValue(timeout);
            if (seconds < 0)
            {
                Console.Error.WriteLine($"{name}: --timeout {seconds} is not a number of seconds");
                return ExitCode.Usage;
            }

            return Find(name, parsed.GetValue(node)!, parsed.GetValue(socket), out NodeSocket? found) is int refused
                ? refused
                : Run(name, found!, drain, TimeSpan.FromSeconds(seconds), parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>Finds a running node, or says why not.</summary>
    internal static int? Find(string command, string node, string? socket, out NodeSocket? found)
    {
        found = socket is null ? null : new NodeSocket(node, socket);
        if (found is not null)
        {
            return null;
        }

        List<NodeSocket> running = NodeDirectory.All();
        List<NodeSocket> named = running.FindAll(item => item.Node == node);
        switch (named.Count)
        {
            case 1:
                found = named[0];
                return null;
            case > 1:
                Console.Error.WriteLine($"{command}: node '{node}' runs more than once; use --socket with one of {string.Join(", ", named.Select(item => item.Path))}");
                return ExitCode.Usage;
            default:
                string[] names = [.. running.Select(item => item.Node).Distinct()];
                Console.Error.WriteLine(names.Length == 0
                    ? $"{command}: no node runs on this machine, or this user may not see it"
                    : $"{command}: there is no running node '{node}'; {Suggestion.For(node, names, "nodes")}");
                return names.Length == 0 ? ExitCode.CouldNotRun : ExitCode.Usage;
        }
    }

    private static int Run(string command, NodeSocket node, bool drain, TimeSpan limit, bool json)
    {
        string? folder = Path.GetDirectoryName(node.Path);
        NodeSocket[] others = [.. NodeDirectory.All().Where(other => other.Node != node.Node && Path.GetDirectoryName(other.Path) == folder)];
        DrainWatch watch = new(node, others, drain);
        try
        {
            DrainReport before = watch.Ask(null);
            watch.Ask(drain ? ApiFormat.DoDrain : ApiFormat.DoUndrain);
            DrainOutcome outcome = watch.Wait(limit, missing => Console.Error.WriteLine($"{command}: {node.Node} waits for {missing}"));
            if (json)
            {
                NodeReport document = new()
                {
                    Format = ApiFormat.Of(ApiFormat.Drain),
                    Node = node.Node,
                    At = DateTimeOffset.UtcNow,
                    Drain = outcome.Report,
                    Partial = outcome.Silent.IsEmpty ? null : outcome.Silent,
                };
                Console.Out.WriteLine(JsonSerializer.Serialize(document, ApiJson.Default.NodeReport));
            }
            else
            {
                Console.Out.Write(new DrainText(outcome, before, others.Length, Paint.ForOutput).Render(drain));
            }

            return !outcome.IsDone ? ExitCode.Pending
                : !drain ? ExitCode.Yes
                : !outcome.Silent.IsEmpty ? ExitCode.Partial
                : outcome.Cuts ? ExitCode.No : ExitCode.Yes;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"{command}: {node.Node}: {exception.Message}");
            return ExitCode.CouldNotRun;
        }
    }
}
