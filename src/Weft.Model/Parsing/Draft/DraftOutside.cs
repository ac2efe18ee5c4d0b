namespace Weft.Model;

/// <summary>An outside router as read.</summary>
internal sealed class DraftOutside(string name, SourceSpan span)
{
    public string Name { get; } = name;

    public SourceSpan Span { get; } = span;

    public Located<uint>? AsNumber { get; set; }

    /// <summary>As given; null stands for the default VRF.</summary>
    public Located<DraftVrf>? Vrf { get; set; }

    /// <summary>What holds for its edges without a word of their own.</summary>
    public Located<AnnouncePolicy> Announce { get; set; } = new(AnnouncePolicy.All, SourceSpan.Start);

    public VrfId VrfId => Vrf?.Value.Vrf.Id ?? VrfId.Default;

    public List<DraftSession> Sessions { get; } = [];

    public List<OutsideClient> Clients { get; } = [];
}
