namespace Weft.Model;

/// <summary>One rule of an access policy on a node.</summary>
public sealed record PolicyReport
{
    public required string Node { get; init; }

    public required string Policy { get; init; }

    /// <summary>"in", towards the host, or "out".</summary>
    public required string Direction { get; init; }

    /// <summary>Number of the rule; "denied" for what no rule allows, "replies" for answers, "arrived" for segments of connections that began at another leaf, "over" for what was above the host's rate.</summary>
    public required string Rule { get; init; }

    /// <summary>Its name, if it has one.</summary>
    public string? Name { get; init; }

    /// <summary>What it says: "allow tcp/443 from any".</summary>
    public required string Says { get; init; }

    /// <summary>Line of the fabric file.</summary>
    public required int Line { get; init; }

    /// <summary>MACs attached to the node whose policy this is by themselves or by their subnet.</summary>
    public required int Hosts { get; init; }

    /// <summary>Packets that it took.</summary>
    public required long Packets { get; init; }
}
