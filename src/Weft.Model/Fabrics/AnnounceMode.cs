namespace Weft.Model;

/// <summary>Which routes an announcement holds.</summary>
public enum AnnounceMode : byte
{
    /// <summary>Subnets and every host.</summary>
    All,

    /// <summary>Subnets, and the hosts that are away from their subnet's home.</summary>
    Moved,

    /// <summary>What lies within listed prefixes, subnets and hosts.</summary>
    Only,

    /// <summary>Listed prefixes in the place of the subnets within them, other subnets, and the hosts that are away from their subnet's home.</summary>
    Summary,

    /// <summary>Subnets and no host.</summary>
    Subnets,
}
