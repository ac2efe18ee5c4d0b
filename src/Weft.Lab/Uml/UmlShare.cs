namespace Weft.Lab;

/// <summary>A folder of this machine that a guest sees as it is, without a private layer above.</summary>
/// <param name="Folder">Its absolute path, the same in the guest.</param>
/// <param name="IsWritable">The guest's changes are this machine's.</param>
public readonly record struct UmlShare(string Folder, bool IsWritable)
{
    /// <summary>The paths that a guest has of its own: what lies there is seen in it only when it is shared.</summary>
    private static readonly string[] s_private = ["/tmp/", "/run/", "/var/"];

    /// <summary>True when a guest sees nothing, or not this machine's state, of a path that is not shared.</summary>
    public static bool IsHidden(string path) => s_private.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The mounts to make, outer ones first: a mount hides what was mounted inside it before. Of two for one folder the
    /// writable one is made.</summary>
    public static IEnumerable<UmlShare> InOrder(IEnumerable<UmlShare> shares) => shares
        .Select(share => share with { Folder = share.Folder.Length > 1 ? share.Folder.TrimEnd('/') : share.Folder })
        .GroupBy(share => share.Folder)
        .Select(same => new UmlShare(same.Key, same.Any(share => share.IsWritable)))
        .OrderBy(share => share.Folder.Length)
        .ThenBy(share => share.Folder, StringComparer.Ordinal);
}
