namespace Weft.Model;

/// <summary>A VRF as read.</summary>
internal sealed record DraftVrf(Vrf Vrf, SourceSpan Span);
