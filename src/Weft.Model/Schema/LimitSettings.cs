using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The keys under <c>limits:</c>, one for each property of <see cref="FabricLimits"/>.</summary>
internal static class LimitSettings
{
    public static ImmutableArray<Setting<FabricLimits>> All { get; } =
    [
        Of("hosts-per-node", 1_000_000, "host addresses learned by one node", l => l.HostsPerNode, (l, v) => l with { HostsPerNode = v }),
        Of("hosts-per-port", 1_000_000, "host addresses learned behind one port", l => l.HostsPerPort, (l, v) => l with { HostsPerPort = v }),
        Of("macs-per-port", 1_000_000, "MAC addresses learned behind one port", l => l.MacsPerPort, (l, v) => l with { MacsPerPort = v }),
        Of("addresses-per-mac", 4_096, "addresses of one MAC", l => l.AddressesPerMac, (l, v) => l with { AddressesPerMac = v }),
        Of(
            "broadcasts-per-port",
            10_000_000,
            "broadcast and multicast frames that a guarded port lets in, in one second",
            l => l.BroadcastsPerPort,
            (l, v) => l with { BroadcastsPerPort = v }),
        Of(
            "control-frames-per-port",
            10_000_000,
            "control frames (ARP, neighbour discovery, DHCP) of a guarded port that the daemon hears, in one second",
            l => l.ControlFramesPerPort,
            (l, v) => l with { ControlFramesPerPort = v }),
        Of(
            "control-frames-per-trusted-port",
            10_000_000,
            "the same of a port whose guard is `trusted`: a hypervisor's hosts may all announce themselves at once",
            l => l.ControlFramesPerTrustedPort,
            (l, v) => l with { ControlFramesPerTrustedPort = v }),
        Of("remote-claims", 10_000_000, "host routes of other nodes that a node keeps", l => l.RemoteClaims, (l, v) => l with { RemoteClaims = v }),
        Of("probes-per-second", 100_000, "probes that a node sends in one second", l => l.ProbesPerSecond, (l, v) => l with { ProbesPerSecond = v }),
        Of(
            "link-state-fragments",
            10_000_000,
            "link-state PDU fragments that a node keeps",
            l => l.LinkStateFragments,
            (l, v) => l with { LinkStateFragments = v }),
        Of(
            "stranger-fragments",
            10_000_000,
            "link-state PDU fragments of systems that are no nodes of this file",
            l => l.StrangerFragments,
            (l, v) => l with { StrangerFragments = v }),
        Of("history-per-host", 1_024, "entries in the history of one host", l => l.HistoryPerHost, (l, v) => l with { HistoryPerHost = v }),
        Of("events", 1_000_000, "events that a node keeps", l => l.Events, (l, v) => l with { Events = v }),
        Of("policies", 65_535, "policies of hosts", l => l.Policies, (l, v) => l with { Policies = v }),
        Of(
            "rules-per-policy",
            65_536,
            "rules of one direction of a policy, each service of each peer counted",
            l => l.RulesPerPolicy,
            (l, v) => l with { RulesPerPolicy = v }),
        Of("policy-hosts", 1_000_000, "hosts that have a policy by MAC, name or group", l => l.PolicyHosts, (l, v) => l with { PolicyHosts = v }),
    ];

    private static Setting<FabricLimits> Of(
        string name, int maximum, string description, Func<FabricLimits, int> get, Func<FabricLimits, int, FabricLimits> with) =>
        new(
            name,
            ScalarShapes.Number("a limit", 1, maximum, "1024"),
            description,
            limits => get(limits),
            (limits, value) => with(limits, (int)value));
}
