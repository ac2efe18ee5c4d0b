using System.CommandLine;
using System.Net.Sockets;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft open NODE:PORT</c>: opens a port that a BPDU has shut, before its time.</summary>
internal static class OpenCommand
{
    private const string Name = "weft open";

    public static Command Create()
    {
        Argument<string> place = new("NODE:PORT") { Description = "the port, as in leaf1:swp1" };
        Option<string?> socket = new("--socket") { Description = "the path of the node's API socket" };
        Command command = new(
            "open",
            "Open a port that a BPDU has shut (weft show ports), before its time. The next BPDU shuts it again. "
            + "Exit code 0: it is open, 1: it was not shut or the node refuses, 2: no such node, 5: it does not answer.") { place, socket };
        command.SetAction(parsed =>
        {
            string text = parsed.GetValue(place)!;
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || colon == text.Length - 1)
            {
                Console.Error.WriteLine($"{Name}: '{text}' is not a node and its port, as in leaf1:swp1");
                return ExitCode.Usage;
            }

            return DrainCommand.Find(Name, text[..colon], parsed.GetValue(socket), out NodeSocket? found) is int refused ? refused : Open(found!, text[(colon + 1)..]);
        });
        return command;
    }

    private static int Open(NodeSocket node, string port)
    {
        try
        {
            using NodeClient client = NodeClient.Connect(node.Path, ShowAnswers.Patience);
            NodeReport report = client.Ask(new ApiRequest { Get = ApiFormat.Ports, Do = ApiFormat.DoOpen, Port = port });
            if (report.Error is { } error)
            {
                Console.Error.WriteLine($"{Name}: {error}");
                return ExitCode.No;
            }

            Console.Out.WriteLine($"{port} of {node.Node} is open; the next BPDU shuts it again.");
            return ExitCode.Yes;
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            Console.Error.WriteLine($"{Name}: {node.Node} does not answer at {node.Path}: {exception.Message}");
            return ExitCode.CouldNotRun;
        }
    }
}
