using System.Collections.Immutable;
using System.Diagnostics;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary>A host that asks for its addresses at strict ports, and real servers in another subnet behind another leaf: only the relay brings them together. No
/// daemon has ever heard of the host before: what it may have, it has from a lease.</summary>
public sealed class DhcpLab : IDisposable
{
    /// <summary>The first server.</summary>
    public const string Server = "10.9.0.11";

    /// <summary>The first server.</summary>
    public const string Server6 = "2001:db8:9::11";

    // Stories allow 20 ms for a move that is announced, where nothing else runs; here clients, servers and other tests do.
    private static readonly TimeSpan s_longestGap = TimeSpan.FromMilliseconds(100) * LabKernel.Current.Tolerance;

    private const string Fabric = """
        fabric: @dhcp
        nodes: { "@leaf1": {}, "@leaf2": {}, "@spine1": { role: spine } }
        links: [ "@leaf1, @leaf2 -- @spine1" ]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64], dhcp: [10.9.0.11, 10.9.0.12, "2001:db8:9::11", "2001:db8:9::12"] }
          servers: { vlan: 90, gateway: [10.9.0.1/24, 2001:db8:9::1/64] }
        hosts:
          @srv: { at: "@leaf2:swp9", subnet: servers, address: [10.9.0.11, "2001:db8:9::11"] }
          @srv2: { at: "@leaf2:swp8", subnet: servers, address: [10.9.0.12, "2001:db8:9::12"] }
          @d: { at: "@leaf1:swp2", subnet: web, address: [10.1.0.100] }
          @c: { at: "@leaf1:swp1", subnet: web } # unlisted
        ports:
          "@leaf1": { swp1: &strict { access: web, guard: strict, moves: verified }, swp2: *strict }
          "@leaf2": { swp1: *strict, swp8: &server { access: servers, guard: strict, moves: verified, dhcp: server }, swp9: *server }
        """;

    private readonly string _folder;
    private readonly List<NamespaceProcess> _processes = [];

    private DhcpLab(PeerLab lab)
    {
        Lab = lab;
        _folder = lab.FolderFor("dhcp");
    }

    public PeerLab Lab { get; }

    /// <summary>What clients have told their scripts, one line each.</summary>
    public ImmutableArray<string> Told => File.Exists(ToldPath) ? [.. File.ReadAllLines(ToldPath)] : [];

    private string ToldPath => Path.Combine(_folder, "told");

    /// <summary>The fabric is up, both servers are known in it, and the client has no address.</summary>
    /// <param name="serve">Starts what is to serve.</param>
    public static DhcpLab Up(Action<DhcpLab> serve)
    {
        (_, DhcpLab guest) = PeerLab.Up(Fabric, lab =>
        {
            DhcpLab own = lab.Keep(new DhcpLab(lab));
            lab.Lab.ShutDown(lab.Host("c"));
            foreach (string node in (string[])["spine1", "leaf1", "leaf2"])
            {
                lab.Start(node);
            }

            own.AwaitServers();
            serve(own);
            return own;
        });
        return guest;
    }

    /// <summary>Starts dnsmasq at a server.</summary>
    public NamespaceProcess StartDnsmasq(string host, int first, params string[] more) =>
        Start(host, $"dnsmasq-{host}", DhcpServers.Dnsmasq(Lab.FolderFor($"dnsmasq-{host}-{first}"), first, more));

    /// <summary>Starts Kea for a family at the first server.</summary>
    public NamespaceProcess StartKea(int version, int seconds, int first = 101) => Start("srv", $"kea{version}", DhcpServers.Kea(_folder, version, seconds, first));

    /// <summary>Starts udhcpc; it stays in front. <paramref name="more"/> are further options.</summary>
    public NamespaceProcess StartUdhcpc(params string[] more) =>
        Start("c", "udhcpc",
        [
            "udhcpc", "-f", "-i", "eth0", "-t", "20", "-T", "1", "-A", "1", .. more, "-s", Script("udhcpc.sh", $$"""
            #!/bin/sh
            case "$1" in
              deconfig) ip link set $interface up; ip -4 addr flush dev $interface ;;
              bound|renew) ip addr replace $ip/$mask dev $interface; ip route replace default via $router ;;
            esac
            echo "$1 $ip from $serverid" >> {{ToldPath}}
            """),
        ]);

    /// <summary>Starts ISC's client for a family; it stays in front. <paramref name="more"/> are further options.</summary>
    public NamespaceProcess StartDhclient(int version, params string[] more) =>
        Start(
            "c", $"dhclient{version}",
            [
                "dhclient", $"-{version}", "-d", "-v", "-lf", Path.Combine(_folder, $"leases{version}"), "-pf", Path.Combine(_folder, $"pid{version}"),
                .. more, "-sf", Script("dhclient.sh", $$"""
                    #!/bin/sh
                    case "$reason" in
                      PREINIT*) ip link set $interface up ;;
                      BOUND|RENEW|REBIND|REBOOT) ip addr replace $new_ip_address/24 dev $interface; ip route replace default via $new_routers ;;
                      BOUND6|RENEW6|REBIND6) ip -6 addr replace $new_ip6_address/128 dev $interface; ip -6 route replace default via fe80::1:a dev $interface ;;
                      EXPIRE|FAIL) ip addr del $old_ip_address/24 dev $interface ;;
                    esac
                    echo "$reason $new_ip_address$new_ip6_address" >> {{ToldPath}}
                    """),
                "eth0",
            ]);

    /// <summary>The interface of the client is up and has its link-local address.</summary>
    public void AwaitLinkLocal()
    {
        Lab.Ip("c", "link", "set", "eth0", "up");
        Soon.Holds(
            () => Lab.Ip("c", "-6", "addr", "show", "dev", "eth0", "scope", "link") is { } text && text.Contains("fe80", StringComparison.Ordinal)
                && !text.Contains("tentative", StringComparison.Ordinal),
            "the client has a link-local address");
    }

    /// <summary>Plugs the client into a strict port of the other leaf, where it announces itself. Fails when that interrupts the traffic for longer than it may.</summary>
    public void MoveToLeaf2(DhcpTraffic traffic, params ImmutableArray<string> addresses)
    {
        FabricHost host = Lab.Host("c");
        Announce();
        Stopwatch clock = Stopwatch.StartNew();
        Lab.Lab.Switchyard.Move(host.Name, new LinkEnd(Lab.Name("leaf2"), "swp1"), OldPort.Loses);

        // While others make and remove namespaces, the kernel lets a cable wait.
        TimeSpan patching = clock.Elapsed;
        Announce();
        Assert.True(traffic.LongestGap() <= s_longestGap + patching, $"patching took {patching}\n{traffic.Describe()}");

        void Announce()
        {
            foreach (string address in addresses)
            {
                Lab.Send("c", HostFrames.Announcement(host.Mac, IpAddress.Parse(address)));
            }
        }
    }

    /// <summary>Ends a client or a server without a word.</summary>
    public void Kill(NamespaceProcess process)
    {
        Signal(process, "KILL");
        Soon.Holds(() => process.HasExited, $"{process.What} has ended");
    }

    public void Signal(NamespaceProcess client, string signal) => Lab.Commands.Run("kill", [$"-{signal}", $"{client.Id}"]);

    /// <summary>Whom a leaf lets in, as "address source".</summary>
    public ImmutableArray<string> Bindings(string leaf = "leaf1") =>
        [.. (Lab.Ask(leaf, ApiFormat.Bindings)?.Bindings ?? []).Select(static row => $"{row.Address} {row.Source}").Order()];

    /// <summary>Waits until a client has told its script that it has an address, and returns it.</summary>
    public string AwaitBound(string how = "bound")
    {
        Soon.Holds(() => Find() is not null, $"the client has an address ({how})", Describe);
        return Find()!;

        string? Find() => Told.FirstOrDefault(line => line.StartsWith($"{how} ", StringComparison.OrdinalIgnoreCase))?.Split(' ')[1];
    }

    /// <summary>Waits until a client has told its script something once more than it has now, after an act.</summary>
    public void AwaitNext(string line, Action act)
    {
        int before = Count();
        act();
        Soon.Holds(() => Count() > before, $"the client is told {line} again", Describe);

        int Count() => Told.Count(told => told == line);
    }

    /// <summary>Waits until a leaf lets an address in for its lease, or does so no longer.</summary>
    public void AwaitBinding(string address, bool present, string leaf = "leaf1") => Soon.Equal(
        present, () => Bindings(leaf).Contains($"{address} dhcp"), present ? $"{leaf} lets the lease {address} in" : $"the lease {address} has ended at {leaf}", Describe);

    /// <summary>What a process has said so far.</summary>
    public string[] Log(NamespaceProcess process) => File.ReadAllLines(process.Log);

    /// <summary>Waits until the client reaches the first server.</summary>
    public void AwaitReach(string server = Server) => Soon.Holds(() => Lab.Reaches("c", server), $"the client reaches {server}", Describe);

    public string Describe() => string.Join('\n',
    [
        .. Bindings(), "--", .. Bindings("leaf2"), "--", .. Told, .. Lab.Counters("leaf1", "dhcp"), .. Lab.Counters("leaf1", "dhcp-refused"),
        .. _processes.Where(static process => File.Exists(process.Log)).SelectMany(static process => File.ReadLines(process.Log).TakeLast(45)),
    ]);

    public void Dispose()
    {
        foreach (NamespaceProcess process in _processes)
        {
            if (!process.HasExited)
            {
                // One that was stopped ends only when it goes on.
                process.Signal("CONT");
                process.Stop(Soon.Patience);
            }

            process.Dispose();
        }
    }

    // No leaf knows where a host is before it has said a word.
    private void AwaitServers()
    {
        Soon.Holds(() => Lab.Reaches("srv", "10.9.0.1") && Lab.Reaches("srv2", "10.9.0.1"), "both servers reach their gateway");
        Soon.Holds(() => Lab.Reaches("srv", "2001:db8:9::1") && Lab.Reaches("srv2", "2001:db8:9::1"), "both servers reach their gateway over IPv6");
        Soon.Holds(() => Lab.Reaches("d", Server), "another host reaches the server");
        Soon.Holds(
            () => Lab.Ip("leaf1", "-6", "route", "show", Server6).Contains("proto 200", StringComparison.Ordinal), "the client's leaf leads to the server over IPv6");
    }

    private NamespaceProcess Start(string host, string what, params string[] command)
    {
        NamespaceProcess process = NamespaceProcess.Start(Lab.Name(host), what, Path.Combine(_folder, $"{what}.log"), command);
        _processes.Add(process);
        return process;
    }

    private string Script(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        Lab.Commands.Run("chmod", ["u+x", path]);
        return path;
    }
}
