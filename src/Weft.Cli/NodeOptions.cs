using System.CommandLine;

namespace Weft.Cli;

/// <summary>Which running nodes a command means.</summary>
/// <param name="command">The command's name, for messages.</param>
internal sealed class NodeOptions(string command)
{
    public Option<string?> Node { get; } = new("--node") { Description = "the node, on this machine or in a running lab" };

    public Option<string?> Socket { get; } = new("--socket") { Description = "the path of the node's API socket" };

    public Option<bool> All { get; } = new("--all") { Description = "every node that runs here" };

    /// <summary>The nodes, or null after a sentence on standard error.</summary>
    public List<NodeSocket>? Choose(ParseResult parsed)
    {
        string? node = parsed.GetValue(Node);
        string? socket = parsed.GetValue(Socket);
        bool all = parsed.GetValue(All);
        if ((node is not null ? 1 : 0) + (socket is not null ? 1 : 0) + (all ? 1 : 0) > 1)
        {
            return Fail("give one of --node, --socket and --all");
        }

        if (socket is not null)
        {
            return [new NodeSocket(Path.GetFileNameWithoutExtension(socket), socket)];
        }

        List<NodeSocket> found = node is null ? NodeDirectory.All() : NodeDirectory.Find(node);
        if (all || found.Count == 1)
        {
            return found;
        }

        List<NodeSocket> running = node is null ? found : NodeDirectory.All();
        string names = running.Count == 0 ? "no node runs on this machine" : "running here: " + string.Join(", ", running.Select(item => item.Node).Distinct());
        return node is null ? Fail($"which node? use --node NAME or --all; {names}")
            : found.Count == 0 ? Fail($"there is no running node '{node}'; {names}")
            : Fail($"node '{node}' runs more than once; use --socket with one of {string.Join(", ", found.Select(item => item.Path))}");
    }

    private List<NodeSocket>? Fail(string sentence)
    {
        Console.Error.WriteLine($"{command}: {sentence}");
        return null;
    }
}
