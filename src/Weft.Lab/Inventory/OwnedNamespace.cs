namespace Weft.Lab;

/// <summary>A namespace that a lab made. The inode tells it from another of the same name made later by somebody else.</summary>
/// <param name="Name">Its name under /run/netns.</param>
/// <param name="Inode">Its inode; zero while it is planned and not known to exist.</param>
public readonly record struct OwnedNamespace(string Name, ulong Inode);
