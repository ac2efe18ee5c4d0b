namespace Weft.Model;

/// <summary>A link between an edge and an outside router as read.</summary>
internal sealed record DraftSession(DraftNode Edge, DraftPort Port, string RouterPort, SourceSpan Span)
{
    public Located<AnnouncePolicy> Announce { get; init; }

    public List<GatewayAddress> RouterAddresses { get; } = [];
}
