namespace Weft.Linux;

/// <summary>The kernel settings that a node owns. A setting that this kernel does not have is skipped: some exist only in the first
/// network namespace, some only with a module.</summary>
public sealed class NodeSettings(IKernel kernel)
{
    private static readonly (string Name, string Value)[] Global =
    [
        ("net/ipv4/ip_forward", "1"),
        ("net/ipv6/conf/all/forwarding", "1"),
        ("net/ipv6/conf/default/forwarding", "1"),

        // Hash on ports too, so that flows of one pair of hosts spread over equal paths.
        ("net/ipv4/fib_multipath_hash_policy", "1"),
        ("net/ipv6/fib_multipath_hash_policy", "1"),

        // Routes name their next-hop object and nothing else. With "compat" every change of an object walks all routes and tells of each,
        // which takes half a second for 10,000 of them.
        ("net/ipv4/nexthop_compat_mode", "0"),

        // Host routing is asymmetric by nature.
        ("net/ipv4/conf/all/rp_filter", "0"),
        ("net/ipv4/conf/default/rp_filter", "0"),

        // A frame that is routed back to where it came from is normal here ("route what you cannot bridge").
        ("net/ipv4/conf/all/send_redirects", "0"),
        ("net/ipv4/conf/default/send_redirects", "0"),
        ("net/ipv4/conf/all/accept_redirects", "0"),
        ("net/ipv6/conf/all/accept_redirects", "0"),
        ("net/ipv6/conf/default/accept_redirects", "0"),
        ("net/ipv6/conf/all/accept_ra", "0"),
        ("net/ipv6/conf/default/accept_ra", "0"),
        ("net/ipv6/conf/all/keep_addr_on_down", "1"),
        ("net/ipv6/conf/default/keep_addr_on_down", "1"),

        // Bridged frames are not the IP packet filter's business.
        ("net/bridge/bridge-nf-call-iptables", "0"),
        ("net/bridge/bridge-nf-call-ip6tables", "0"),
        ("net/bridge/bridge-nf-call-arptables", "0"),

        // Host entries are permanent and do not count, but a scan of a whole subnet must not push out what does.
        ("net/ipv4/neigh/default/gc_thresh1", "8192"),
        ("net/ipv4/neigh/default/gc_thresh2", "65536"),
        ("net/ipv4/neigh/default/gc_thresh3", "131072"),
        ("net/ipv6/neigh/default/gc_thresh1", "8192"),
        ("net/ipv6/neigh/default/gc_thresh2", "65536"),
        ("net/ipv6/neigh/default/gc_thresh3", "131072"),
        ("net/ipv6/route/max_size", "1048576"),
    ];

    private static readonly (string Name, string Value)[] Routed =
    [
        ("net/ipv6/conf/{0}/disable_ipv6", "0"),
        ("net/ipv6/conf/{0}/addr_gen_mode", "0"),
        ("net/ipv6/conf/{0}/accept_dad", "0"),
        ("net/ipv6/conf/{0}/accept_ra", "0"),
        ("net/ipv6/conf/{0}/autoconf", "0"),
        ("net/ipv6/conf/{0}/accept_redirects", "0"),
        ("net/ipv6/conf/{0}/keep_addr_on_down", "1"),
        ("net/ipv6/conf/{0}/forwarding", "1"),
        ("net/ipv4/conf/{0}/rp_filter", "0"),
        ("net/ipv4/conf/{0}/send_redirects", "0"),
        ("net/ipv4/conf/{0}/accept_redirects", "0"),
    ];

    /// <summary>While the daemon lives the packet filter keeps these requests from the kernel. When it is dead the kernel answers: for
    /// the gateway, and for hosts whose route leaves elsewhere.</summary>
    private static readonly (string Name, string Value)[] Answering =
    [
        ("net/ipv4/conf/{0}/arp_ignore", "1"),
        ("net/ipv4/conf/{0}/arp_announce", "2"),
        ("net/ipv4/conf/{0}/arp_accept", "0"),
        ("net/ipv4/conf/{0}/proxy_arp", "1"),
        ("net/ipv4/neigh/{0}/proxy_delay", "0"),
        ("net/ipv6/neigh/{0}/proxy_delay", "0"),
    ];

    /// <summary>Settings of the whole namespace.</summary>
    public void ApplyGlobal()
    {
        foreach ((string name, string value) in Global)
        {
            Write(name, value);
        }
    }

    /// <summary>What stateful policies ask of connection tracking, which their rules have loaded. A host that comes back to this leaf speaks of octets
    /// that were sent elsewhere; tracking that insists on having seen all of them would hold its segments for invalid.</summary>
    /// <remarks>Most segments of a connection may take the fast path. Tracking then sees one in a while, and must not take it for one that nobody
    /// has confirmed, or that is sent again and again: such connections it forgets after five minutes of silence.</remarks>
    public void ApplyTracking()
    {
        const string LikeEstablished = "432000";
        Write("net/netfilter/nf_conntrack_tcp_be_liberal", "1");
        Write("net/netfilter/nf_conntrack_tcp_timeout_unacknowledged", LikeEstablished);
        Write("net/netfilter/nf_conntrack_tcp_timeout_max_retrans", LikeEstablished);
    }

    /// <summary>A fabric or outside port.</summary>
    public void ApplyRouted(string name) => Apply(Routed, name);

    /// <summary>A segment's routed interface.</summary>
    public void ApplySegment(string name)
    {
        Apply(Routed, name);
        Apply(Answering, name);
    }

    /// <summary>A bridge port: the node has no IP business on it.</summary>
    public void ApplyBridged(string name) => Write($"net/ipv6/conf/{name}/disable_ipv6", "1");

    private void Apply((string Name, string Value)[] settings, string name)
    {
        foreach ((string setting, string value) in settings)
        {
            Write(string.Format(System.Globalization.CultureInfo.InvariantCulture, setting, name), value);
        }
    }

    private void Write(string name, string value)
    {
        if (kernel.ReadSetting(name) is string current && current != value)
        {
            kernel.WriteSetting(name, value).ThrowIfFailed($"set {name} to {value}");
        }
    }
}
