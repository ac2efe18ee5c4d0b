namespace Weft.Model;

/// <summary>The tables of a node's API and the names of their formats. Within a major version only additions are made.</summary>
public static class ApiFormat
{
    public const string Status = "status";
    public const string Hosts = "hosts";
    public const string Routes = "routes";
    public const string Gateways = "gateways";
    public const string Ports = "ports";
    public const string Neighbors = "neighbors";
    public const string Keys = "keys";
    public const string Bindings = "bindings";
    public const string Violations = "violations";
    public const string RefusedFrames = "refused-frames";
    public const string Policies = "policies";
    public const string Counters = "counters";
    public const string Events = "events";

    /// <summary>Why an address is where it is; the request names it.</summary>
    public const string Explain = "explain";

    /// <summary>Whether the node gives way to others, and what would be cut off without it.</summary>
    public const string Drain = "drain";
    public const string IsisDatabase = "isis-database";
    public const string IsisSpf = "isis-spf";
    public const string IsisRoutes = "isis-routes";
    public const string IsisFragments = "isis-fragments";

    /// <summary>The table of answers to requests that cannot be served.</summary>
    public const string Error = "error";

    /// <summary>Gives way to others, step by step, until the node is a last resort.</summary>
    public const string DoDrain = "drain";

    /// <summary>Serves again.</summary>
    public const string DoUndrain = "undrain";

    /// <summary>Expects a host at a port.</summary>
    public const string DoExpect = "expect";

    /// <summary>Opens a port that was shut, before its time.</summary>
    public const string DoOpen = "open";

    /// <summary>Everything that can be asked for.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        Status, Hosts, Routes, Gateways, Ports, Neighbors, Keys, Bindings, Violations, RefusedFrames, Policies, Counters, Events, Explain, Drain, IsisDatabase, IsisSpf, IsisRoutes, IsisFragments,
    ];

    /// <summary>"weft.hosts/1".</summary>
    public static string Of(string table) => $"weft.{table}/1";
}
