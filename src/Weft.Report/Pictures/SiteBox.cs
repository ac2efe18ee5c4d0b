namespace Weft.Report;

/// <summary>A site in the picture of a fabric.</summary>
internal sealed record SiteBox(string Name, double Left, double Width);
