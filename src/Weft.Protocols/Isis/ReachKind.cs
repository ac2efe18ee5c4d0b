namespace Weft.Protocols.Isis;

/// <summary>What an entry of an LSP says.</summary>
internal enum ReachKind : byte
{
    /// <summary>A link to a node.</summary>
    Link,

    /// <summary>A link to a node in the topology of IPv6.</summary>
    Ipv6Link,

    /// <summary>A prefix without claim.</summary>
    Prefix,

    /// <summary>A host.</summary>
    Claim,
}
