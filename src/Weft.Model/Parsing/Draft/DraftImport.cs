using Weft.Wire;

namespace Weft.Model;

/// <summary>An import between two VRFs as read.</summary>
internal sealed record DraftImport(DraftVrf Into, DraftVrf From, SourceSpan Span)
{
    /// <summary>As given; null when all subnets are meant.</summary>
    public List<Located<IpPrefix>>? Prefixes { get; init; }
}
