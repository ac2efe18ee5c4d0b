namespace Weft.Model;

/// <summary>One line that a client sends to a node: a JSON object. The node answers each with one line; a request to watch events goes on
/// being answered, one line an event, until the client hangs up.</summary>
public sealed record ApiRequest
{
    /// <summary>The table, one of <see cref="ApiFormat.Tables"/>.</summary>
    public required string Get { get; init; }

    /// <summary>Events only: go on with new events as they happen.</summary>
    public bool Watch { get; init; }

    /// <summary>Events only: no events up to this sequence number.</summary>
    public long After { get; init; }

    /// <summary>Explain only: the address.</summary>
    public string? Address { get; init; }

    /// <summary>Explain only: the VRF; the default one when absent.</summary>
    public string? Vrf { get; init; }

    /// <summary>What to change before the table is read: of drain <see cref="ApiFormat.DoDrain"/> or <see cref="ApiFormat.DoUndrain"/>, of hosts
    /// <see cref="ApiFormat.DoExpect"/>, of ports <see cref="ApiFormat.DoOpen"/>. Root and the user that the daemon runs as may; the socket's group may only look.</summary>
    public string? Do { get; init; }

    /// <summary>To expect a host, or to open a port: the port's name.</summary>
    public string? Port { get; init; }

    /// <summary>To expect a host: its name in the fabric file, or its MAC.</summary>
    public string? Host { get; init; }

    /// <summary>To expect a host: for how long, in seconds.</summary>
    public int Seconds { get; init; }

    /// <summary>The link-state database only: every LSP in full.</summary>
    public bool Detail { get; init; }
}
