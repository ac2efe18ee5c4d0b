namespace Weft.Lab;

/// <summary>What fails, and what else happens meanwhile.</summary>
public enum IsisBenchFailureKind
{
    /// <summary>One of two equal paths.</summary>
    Equal,

    /// <summary>One of two equal paths, while every LSP of hosts is issued anew with each host in another place.</summary>
    Reissue,

    /// <summary>The better path of two.</summary>
    Backup,
}
