namespace Weft.Model;

/// <summary>Limits of a node, with their defaults. All may be set under <c>limits:</c> in the fabric file.</summary>
public sealed record FabricLimits
{
    /// <summary>Local hosts (addresses) of one node.</summary>
    public int HostsPerNode { get; init; } = 65_536;

    /// <summary>Addresses learned behind one port.</summary>
    public int HostsPerPort { get; init; } = 4_096;

    /// <summary>MACs learned behind one port.</summary>
    public int MacsPerPort { get; init; } = 1_024;

    /// <summary>Addresses of one MAC.</summary>
    public int AddressesPerMac { get; init; } = 64;

    /// <summary>Broadcast and multicast frames that a guarded port lets in, in one second.</summary>
    public int BroadcastsPerPort { get; init; } = 1_000;

    /// <summary>Control frames (ARP, neighbour discovery, DHCP) of a guarded port that the daemon hears, in one second.</summary>
    public int ControlFramesPerPort { get; init; } = 2_000;

    /// <summary>The same of a port that its operator filters. Room for a thousand hosts that move there at once: each announces itself up to five times in the
    /// first seconds, by RARP and ARP and for each of its addresses.</summary>
    public int ControlFramesPerTrustedPort { get; init; } = 20_000;

    /// <summary>Remote claims kept in all.</summary>
    public int RemoteClaims { get; init; } = 1_000_000;

    /// <summary>Probes a node sends in one second.</summary>
    public int ProbesPerSecond { get; init; } = 1_000;

    /// <summary>LSP fragments kept in the link-state database.</summary>
    public int LinkStateFragments { get; init; } = 65_536;

    /// <summary>Those of them that may be of systems which the fabric file does not name, such as routers of somebody else.</summary>
    public int StrangerFragments { get; init; } = 8_192;

    /// <summary>Entries of one host's history.</summary>
    public int HistoryPerHost { get; init; } = 32;

    /// <summary>Events kept for <c>weft show events</c>.</summary>
    public int Events { get; init; } = 4_096;

    /// <summary>Policies of hosts.</summary>
    public int Policies { get; init; } = 1_024;

    /// <summary>Rules of one direction of a policy, each service of each peer counted.</summary>
    public int RulesPerPolicy { get; init; } = 4_096;

    /// <summary>Hosts that have a policy of their own, by MAC, name or group.</summary>
    public int PolicyHosts { get; init; } = 65_536;

    /// <summary>Control frames of a host port that the daemon hears, in one second.</summary>
    public int ControlFramesOf(PortPlan port)
    {
        ArgumentNullException.ThrowIfNull(port);
        return port.IsGuarded ? ControlFramesPerPort : ControlFramesPerTrustedPort;
    }
}
