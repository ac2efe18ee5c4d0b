using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A prefix that nodes announce, and who of them is nearest.</summary>
public sealed record IsisRouteReport
{
    public required string Node { get; init; }

    public required string Vrf { get; init; }

    public required string Prefix { get; init; }

    /// <summary>Null: unreachable, or announced by the node itself.</summary>
    public uint? Cost { get; init; }

    public required ImmutableArray<string> Origins { get; init; }

    /// <summary>Nodes that announce it, too, but are farther away or unreachable.</summary>
    public required ImmutableArray<string> OtherOrigins { get; init; }
}
