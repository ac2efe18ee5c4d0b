namespace Weft.Model;

/// <summary>Why a policy lets something pass or not.</summary>
public enum PolicyReason : byte
{
    /// <summary>The host has no policy.</summary>
    NoPolicy,

    /// <summary>Its policy does not restrict this direction.</summary>
    Unrestricted,

    /// <summary>No policy stops it: discovery.</summary>
    Exempt,

    /// <summary>A rule says so.</summary>
    Rule,

    /// <summary>No rule allows it.</summary>
    DefaultDeny,
}
