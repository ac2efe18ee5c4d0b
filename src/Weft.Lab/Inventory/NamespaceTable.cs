using System.Globalization;
using Weft.Linux;

namespace Weft.Lab;

/// <summary>Named network namespaces of this machine and the processes inside them.</summary>
public static class NamespaceTable
{
    /// <summary>The inode of a named namespace, as it stands in <c>/proc/PID/ns/net</c>; null when there is none.</summary>
    public static ulong? Inode(string name)
    {
        try
        {
            return NetworkNamespace.Run(name, () => ParseInode(ReadLink("/proc/thread-self/ns/net")));
        }
        catch (KernelException)
        {
            return null;
        }
    }

    /// <summary>Processes inside any of the namespaces, never the caller itself.</summary>
    public static IReadOnlyList<ProcessIdentity> ProcessesIn(IReadOnlySet<ulong> inodes)
    {
        List<ProcessIdentity> found = [];
        foreach (string path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == Environment.ProcessId)
            {
                continue;
            }

            if (ParseInode(ReadLink($"/proc/{id}/ns/net")) is ulong inode && inodes.Contains(inode) && ProcessIdentity.Of(id) is ProcessIdentity process)
            {
                found.Add(process);
            }
        }

        return found;
    }

    private static string? ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>"net:[4026532345]".</summary>
    private static ulong? ParseInode(string? link)
    {
        const string Prefix = "net:[";
        return link is not null && link.StartsWith(Prefix, StringComparison.Ordinal)
            && ulong.TryParse(link.AsSpan(Prefix.Length, link.Length - Prefix.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong inode)
            ? inode
            : null;
    }
}
