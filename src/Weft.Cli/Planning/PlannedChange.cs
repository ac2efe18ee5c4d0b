using Weft.Model;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Reads what-ifs: <c>node:spine1</c>, <c>link:edge1-edge2</c>, <c>vm-a=leaf4:swp3</c>.</summary>
internal static class PlannedChange
{
    /// <summary>The steps of all changes in order, or null after saying on standard error what is wrong with the first faulty one.</summary>
    public static IReadOnlyList<StoryStep>? ReadAll(Fabric fabric, IEnumerable<(string Option, string Text)> changes)
    {
        List<StoryStep> steps = [];
        foreach ((string option, string text) in changes)
        {
            if (Read(fabric, option, text) is not { } read)
            {
                return null;
            }

            steps.AddRange(read);
        }

        return steps;
    }

    private static IReadOnlyList<StoryStep>? Read(Fabric fabric, string option, string text) =>
        option == "--move" ? Move(fabric, text) : Fail(fabric, text);

    private static IReadOnlyList<StoryStep>? Fail(Fabric fabric, string text)
    {
        string[] nodes = [.. fabric.Nodes.Select(node => node.Name)];
        string[] links = [.. fabric.Links.Select(link => $"{link.A.Node}-{link.B.Node}"), .. fabric.Outside.SelectMany(router => router.Sessions, (router, session) => $"{session.Edge.Node}-{router.Name}")];
        if (text.StartsWith("node:", StringComparison.Ordinal))
        {
            string node = text["node:".Length..];
            return nodes.Contains(node) ? [new NodeStep(0, node, NodeAct.Off)] : Refuse($"--fail {text}", $"{fabric.Name} has no node {node}", Suggestion.For(node, nodes, "nodes"));
        }

        if (text.StartsWith("link:", StringComparison.Ordinal))
        {
            string link = text["link:".Length..];
            string? found = links.FirstOrDefault(item => item == link || Reversed(item) == link);
            return found is null
                ? Refuse($"--fail {text}", $"{fabric.Name} has no link {link}", Suggestion.For(link, links, "links"))
                : [new LinkStep(0, Ends(fabric, found).A, Ends(fabric, found).B, LinkCondition.Cut)];
        }

        return Refuse($"--fail {text}", "it says neither node nor link", "write as in node:spine1 or link:edge1-edge2");
    }

    private static IReadOnlyList<StoryStep>? Move(Fabric fabric, string text)
    {
        string[] parts = text.Split('=', ':');
        if (parts.Length != 3)
        {
            return Refuse($"--move {text}", "it is not HOST=LEAF:PORT", "write as in vm-a=leaf4:swp3");
        }

        string[] hosts = [.. fabric.Hosts.Select(host => host.Name)];
        string[] ports = [.. fabric.Nodes.SelectMany(node => node.Ports, (node, port) => (node, port)).Where(item => item.port.Kind is PortKind.Access or PortKind.Trunk).Select(item => $"{item.node.Name}:{item.port.Name}")];
        string port = $"{parts[1]}:{parts[2]}";
        return !hosts.Contains(parts[0]) ? Refuse($"--move {text}", $"{fabric.Name} has no host {parts[0]}", Suggestion.For(parts[0], hosts, "hosts"))
            : !ports.Contains(port) ? Refuse($"--move {text}", $"{port} is not a host port", Suggestion.For(port, ports, "host ports"))
            : [new MoveStep(0, parts[0], new LinkEnd(parts[1], parts[2]), AnnouncementKind.Garp, OldPort.Keeps, IsCold: false)];
    }

    private static string Reversed(string link)
    {
        int dash = link.IndexOf('-', StringComparison.Ordinal);
        return $"{link[(dash + 1)..]}-{link[..dash]}";
    }

    // A name may hold a dash itself.
    private static (string A, string B) Ends(Fabric fabric, string link)
    {
        foreach (string node in fabric.Nodes.Select(node => node.Name).OrderByDescending(name => name.Length))
        {
            if (link.StartsWith(node + "-", StringComparison.Ordinal))
            {
                return (node, link[(node.Length + 1)..]);
            }
        }

        throw new InvalidOperationException($"{link} begins with no node");
    }

    private static IReadOnlyList<StoryStep>? Refuse(string what, string why, string cure)
    {
        Console.Error.WriteLine($"weft: {what}: {why}; {cure}");
        return null;
    }
}
