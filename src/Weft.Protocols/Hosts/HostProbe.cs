using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <summary>A series of probes under way for one address. Answers count only from the probed place and only while it runs.</summary>
internal sealed class HostProbe(ProbePurpose purpose, HostAttachment target, uint epoch)
{
    public ProbePurpose Purpose { get; } = purpose;

    public HostAttachment Target { get; } = target;

    /// <summary>The epoch the series was started for; a later epoch makes its answers void.</summary>
    public uint Epoch { get; } = epoch;

    /// <summary>True when the series began again because the place was heard of meanwhile; it does so once.</summary>
    public bool IsSecond { get; init; }

    public int Sent { get; set; }

    public Instant Next { get; set; }
}
