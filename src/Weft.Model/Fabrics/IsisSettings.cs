using Weft.Wire.Isis;

namespace Weft.Model;

/// <summary>How the nodes of a fabric speak IS-IS; the same for all of them.</summary>
public sealed record IsisSettings
{
    /// <summary>The one level of the fabric: <see cref="IsisLevels.Level1"/> or <see cref="IsisLevels.Level2"/>.</summary>
    public IsisLevels Level { get; init; } = IsisLevels.Level2;

    /// <summary>True when IPv6 has a topology of its own (RFC 5120), so that a link may carry one family alone.</summary>
    public bool IsMultiTopology { get; init; }
}
