namespace Weft.Model;

/// <summary>What one policy says of a flow in one direction.</summary>
public sealed record PolicyDecision
{
    public required PolicyDirection Direction { get; init; }

    public required PolicyReason Reason { get; init; }

    /// <summary>Null when the host has none.</summary>
    public HostPolicy? Policy { get; init; }

    /// <summary>The rule that decides; null when none does.</summary>
    public PolicyRule? Rule { get; init; }

    /// <summary>Of a default deny: the rule that came nearest, if any allows anything.</summary>
    public PolicyNear? Near { get; init; }

    public bool IsAllowed => Reason switch
    {
        PolicyReason.Rule => Rule!.Action == PolicyAction.Allow,
        PolicyReason.DefaultDeny => false,
        _ => true,
    };
}
