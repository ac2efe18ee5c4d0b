using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>A prefix as an LSP carries it.</summary>
internal sealed record AnnouncedPrefix(RouteKey Key, uint Metric);
