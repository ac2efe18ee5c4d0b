using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>An address that is attached to this node.</summary>
internal sealed class LocalHost
{
    public required HostAttachment At { get; set; }

    public required HostState State { get; set; }

    public required uint Epoch { get; set; }

    /// <summary>True when other leaves must first agree (verified move, or a MAC that differs from the owner's).</summary>
    public bool AsksFirst { get; set; }

    /// <summary>True when the other leaves have refused once. They are not asked a third time.</summary>
    public bool AsksAgain { get; set; }

    /// <summary>True when other leaves may take this node's word that the address is the host's.</summary>
    public bool IsVouched { get; set; }

    public EvidenceKind BestEvidence { get; set; }

    public Instant LastEvidence { get; set; }

    public Instant Since { get; set; }

    /// <summary>The last claim handed to IS-IS; null when none is out.</summary>
    public HostClaim? Announced { get; set; }

    /// <summary>Set while a host of a starting node waits for the neighbours' databases, which may hold its epoch.</summary>
    public bool AwaitsDatabase { get; set; }

    /// <summary>True while the binding is in the tables: this node is the winner.</summary>
    public bool Installed { get; set; }
}
