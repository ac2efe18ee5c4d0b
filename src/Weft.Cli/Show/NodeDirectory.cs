using Weft.Lab;

namespace Weft.Cli;

/// <summary>Finds the sockets of nodes that run on this machine: a switch's own, and those of labs.</summary>
internal static class NodeDirectory
{
    private const string Suffix = ".sock";

    /// <summary>Where a switch's own daemon listens.</summary>
    public static string Root => Environment.GetEnvironmentVariable("WEFT_RUN") is { Length: > 0 } folder ? folder : "/run/weft";

    /// <summary>Every socket, sorted by node.</summary>
    public static List<NodeSocket> All()
    {
        List<NodeSocket> found = [.. SocketsIn(Root)];
        if (Directory.Exists(LabPaths.Root))
        {
            found.AddRange(Directory.EnumerateDirectories(LabPaths.Root).SelectMany(SocketsIn));
        }

        found.Sort(static (a, b) =>
        {
            int byNode = string.CompareOrdinal(a.Node, b.Node);
            return byNode != 0 ? byNode : string.CompareOrdinal(a.Path, b.Path);
        });
        return found;
    }

    /// <summary>The sockets of nodes of that name.</summary>
    public static List<NodeSocket> Find(string node) => All().FindAll(socket => socket.Node == node);

    private static IEnumerable<NodeSocket> SocketsIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*" + Suffix).Select(path => new NodeSocket(Path.GetFileNameWithoutExtension(path), path))
        : [];
}
