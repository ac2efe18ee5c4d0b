using Weft.Linux;

namespace Weft.Lab;

/// <summary>Kernel settings of one namespace.</summary>
public static class Sysctl
{
    /// <summary>Writes settings inside a namespace. A setting that this kernel does not have is skipped when it is optional.</summary>
    public static void Write(string inNamespace, IEnumerable<SysctlSetting> settings) =>
        NetworkNamespace.Run(inNamespace, () =>
        {
            foreach (SysctlSetting setting in settings)
            {
                string path = Path.Combine("/proc/sys", setting.Key);
                if (setting.IsOptional && !File.Exists(path))
                {
                    continue;
                }

                try
                {
                    File.WriteAllText(path, setting.Value);
                }
                catch (IOException fault)
                {
                    throw new LabException($"{inNamespace}: cannot set {setting.Key} to {setting.Value}: {fault.Message}", fault);
                }
            }
        });

    /// <summary>What a namespace of each kind needs before its interfaces go up. Nodes are left to their daemon.</summary>
    public static IReadOnlyList<SysctlSetting> For(LabNamespaceKind kind) => kind switch
    {
        LabNamespaceKind.Host or LabNamespaceKind.Client => HostSettings,
        LabNamespaceKind.Router => RouterSettings,
        LabNamespaceKind.Switchyard => SwitchyardSettings,
        _ => [],
    };

    // Hosts are configured by hand, as the deck's are, and announce themselves when they come up, as most systems do.
    private static readonly SysctlSetting[] HostSettings =
    [
        new("net/ipv6/conf/all/disable_ipv6", "0"),
        new("net/ipv6/conf/default/accept_ra", "0"),
        new("net/ipv6/conf/eth0/accept_ra", "0"),
        new("net/ipv6/conf/eth0/ndisc_notify", "1"),
        new("net/ipv4/conf/eth0/arp_notify", "1"),
    ];

    private static readonly SysctlSetting[] RouterSettings =
    [
        new("net/ipv4/ip_forward", "1"),
        new("net/ipv6/conf/all/forwarding", "1"),
        new("net/ipv4/conf/all/rp_filter", "0"),
        new("net/ipv4/conf/default/rp_filter", "0"),
        new("net/ipv4/fib_multipath_hash_policy", "1"),
        new("net/ipv6/fib_multipath_hash_policy", "1"),
    ];

    // The switchyard is wire: it must not speak IPv6, and bridged frames must not visit the IP firewall.
    private static readonly SysctlSetting[] SwitchyardSettings =
    [
        new("net/ipv6/conf/all/disable_ipv6", "1"),
        new("net/ipv6/conf/default/disable_ipv6", "1"),
        new("net/bridge/bridge-nf-call-iptables", "0", IsOptional: true),
        new("net/bridge/bridge-nf-call-ip6tables", "0", IsOptional: true),
        new("net/bridge/bridge-nf-call-arptables", "0", IsOptional: true),
    ];
}
