using System.CommandLine;
using System.Net.Sockets;
using Weft.Model;

namespace Weft.Cli;

/// <summary><c>weft expect HOST --at NODE:PORT</c>: the manager's word that a host is about to be at a port, which ports with <c>moves: announced</c> wait for.</summary>
internal static class ExpectCommand
{
    private const string Name = "weft expect";

    public static Command Create()
    {
        Argument<string> host = new("HOST") { Description = "the host: its name in the fabric file, or its MAC" };
        Option<string> at = new("--at") { Description = "where it is about to be, as in leaf1:swp3", Required = true, HelpName = "NODE:PORT" };
        Option<int> seconds = new("--for") { Description = "seconds that the word holds", DefaultValueFactory = _ => HostExpectation.UsualSeconds, HelpName = "SECONDS" };
        Option<string?> socket = new("--socket") { Description = "the path of the node's API socket" };
        Command command = new(
            "expect",
            "Say that a host is about to move to a port: its own frames there are then enough, whatever the port's `moves` asks for otherwise. The word ends when the host leaves that port again. "
            + "Exit code 0: the node expects it, 1: it refuses, 2: no such node, 5: it does not answer.")
        {
            host, at, seconds, socket,
        };
        command.SetAction(parsed =>
        {
            string[] place = parsed.GetValue(at)!.Split(':', 2);
            if (place.Length != 2 || place[0].Length == 0 || place[1].Length == 0)
            {
                Console.Error.WriteLine($"{Name}: '{parsed.GetValue(at)}' is no place; write a node and its port, as in leaf1:swp3");
                return ExitCode.Usage;
            }

            ApiRequest request = new() { Get = ApiFormat.Hosts, Do = ApiFormat.DoExpect, Host = parsed.GetValue(host), Port = place[1], Seconds = parsed.GetValue(seconds) };
            return DrainCommand.Find(Name, place[0], parsed.GetValue(socket), out NodeSocket? found) is int refused ? refused : Ask(found!, request);
        });
        return command;
    }

    private static int Ask(NodeSocket node, ApiRequest request)
    {
        try
        {
            using NodeClient client = NodeClient.Connect(node.Path, ShowAnswers.Patience);
            if (client.Ask(request).Error is { } error)
            {
                Console.Error.WriteLine($"{Name}: {error}");
                return ExitCode.No;
            }

            Console.Out.WriteLine($"{node.Node} expects {request.Host} at {request.Port} for the next {request.Seconds} s.");
            return ExitCode.Yes;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            Console.Error.WriteLine($"{Name}: {node.Node} does not answer at {node.Path}: {exception.Message}");
            return ExitCode.CouldNotRun;
        }
    }
}
