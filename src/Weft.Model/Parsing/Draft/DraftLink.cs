namespace Weft.Model;

/// <summary>One cable as read: an entry that names several nodes on a side gives several of these.</summary>
internal sealed record DraftLink(DraftNode A, DraftPort PortA, DraftNode B, DraftPort PortB, SourceSpan Span)
{
    public List<Located<DraftSubnet>> Bridges { get; } = [];

    /// <summary>True when the file says that it carries bridged subnets, whether or not they could be resolved.</summary>
    public bool IsBridged { get; init; }

    public uint Metric => PortA.Metric;

    public BfdTiming? Bfd => PortA.Bfd;
}
