namespace Weft.Model;

/// <summary>A site as read.</summary>
internal sealed record DraftSite(Site Site, SourceSpan Span)
{
    public string Name => Site.Name;
}
