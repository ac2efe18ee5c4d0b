using Weft.Lab;

namespace Weft.Cli;

/// <summary>Finds the sockets of nodes that run on this machine: a switch's own in /run/weft, and those of labs; or only those in
/// the folder that the environment variable WEFT_RUN names.</summary>
internal static class NodeDirectory
{
    private const string Suffix = ".sock";

    private const string Root = "/run/weft";

    /// <summary>The one folder to look in, where the user names it.</summary>
    private static string? OnlyFolder => Environment.GetEnvironmentVariable("WEFT_RUN") is { Length: > 0 } folder ? folder : null;

    /// <summary>True when the user names the folder.</summary>
    public static bool IsNamed => OnlyFolder is not null;

    /// <summary>Every socket, sorted by node.</summary>
    public static List<NodeSocket> All()
    {
        List<NodeSocket> found = [.. SocketsIn(OnlyFolder ?? Root)];
        if (OnlyFolder is null && Directory.Exists(LabPaths.Root))
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
