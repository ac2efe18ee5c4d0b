using Weft.Linux;

namespace Weft.Daemon;

/// <summary>The command line of <c>weftd</c>.</summary>
public sealed record DaemonOptions
{
    /// <summary>Where the API listens unless told otherwise.</summary>
    public const string ApiFolder = "/run/weft";

    /// <summary>The fabric file.</summary>
    public required string FabricPath { get; init; }

    /// <summary>The node of the fabric that this machine is.</summary>
    public required string NodeName { get; init; }

    /// <summary>Path of the API's Unix socket.</summary>
    public required string ApiPath { get; init; }

    /// <summary>Where the node keeps what must outlive the daemon unless told otherwise; a service manager names its own (STATE_DIRECTORY).</summary>
    public const string DefaultStateFolder = "/var/lib/weft";

    /// <summary>Where the node keeps what must outlive the daemon.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where inputs and outputs are recorded; null for nowhere.</summary>
    public string? RecordPath { get; init; }

    /// <summary>The file with the keys of IS-IS; null for the one that the fabric file names.</summary>
    public string? KeysPath { get; init; }

    public BridgeDriverChoice Driver { get; init; }

    /// <summary>False to keep all frames on the way through bridge and packet filter.</summary>
    public bool FastPath { get; init; } = true;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Logs as JSON, one object a line.</summary>
    public bool LogJson { get; init; }

    /// <summary>Only reads the file and tells its faults.</summary>
    public bool IsCheck { get; init; }
}
