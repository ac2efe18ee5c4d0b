using System.Text.Json.Serialization;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary>What <c>weft path --json</c> prints.</summary>
internal sealed record PathPairReport
{
    public const string FromFile = "simulated";
    public const string FromNodes = "live";

    public string Format { get; init; } = "weft.path/1";

    /// <summary>"simulated": what the fabric file would have. "live": what the tables of running nodes have.</summary>
    public string Source { get; init; } = FromFile;

    public required PathReport There { get; init; }

    /// <summary>Absent when the destination is nobody's address.</summary>
    public PathReport? Back { get; init; }

    /// <summary>Live: the way that the file would have.</summary>
    public PathReport? Forecast { get; init; }

    public PathReport? ForecastBack { get; init; }

    /// <summary>Live: whether both ways are those of the file.</summary>
    public bool? SameAsFile { get; init; }

    /// <summary>Live: what is not as the file has it and may be why a way differs.</summary>
    public IReadOnlyList<string>? Because { get; init; }

    /// <summary>Live: nodes that did not answer.</summary>
    public IReadOnlyList<string>? Silent { get; init; }

    [JsonIgnore]
    public bool IsDelivered => There.Delivered && Back is not { Delivered: false };
}
