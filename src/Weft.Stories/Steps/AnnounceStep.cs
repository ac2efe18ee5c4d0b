using Weft.Wire;

namespace Weft.Stories;

/// <summary>Announces an address from a host, as its owner would.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Host">Who announces.</param>
/// <param name="Address">What; null for all its own.</param>
/// <param name="Kind">How.</param>
public sealed record AnnounceStep(int Line, string Host, IpAddress? Address, AnnouncementKind Kind) : StoryStep(Line);
