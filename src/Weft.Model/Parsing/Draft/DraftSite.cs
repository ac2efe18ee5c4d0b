namespace Weft.Model;

/// <summary>A site as read.</summary>
internal sealed record DraftSite(Site Site, SourceSpan Span)
{
    /// <summary>Where the file has the site's policy; null when it has none.</summary>
    public SourceSpan? AnnounceSpan { get; init; }

    public string Name => Site.Name;
}
