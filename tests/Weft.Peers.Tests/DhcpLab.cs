using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Peers.Tests;

/// <summary>A host that asks for its addresses at a strict port of one leaf, and dnsmasq in another subnet behind another leaf: only the relay brings them together.</summary>
public sealed class DhcpLab : IDisposable
{
    private const string Fabric = """
        fabric: @dhcp
        nodes: { "@leaf1": {}, "@leaf2": {}, "@spine1": { role: spine } }
        links: [ "@leaf1, @leaf2 -- @spine1" ]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64], dhcp: [10.9.0.11, "2001:db8:9::11"] }
          servers: { vlan: 90, gateway: [10.9.0.1/24, 2001:db8:9::1/64] }
        hosts:
          @c: { at: "@leaf1:swp1", subnet: web }
          @srv: { at: "@leaf2:swp9", subnet: servers, address: [10.9.0.11, "2001:db8:9::11"] }
        ports:
          "@leaf1": { swp1: { access: web, guard: strict, moves: verified } }
          "@leaf2": { swp9: { access: servers, guard: strict, moves: verified, dhcp: server } }
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

    /// <summary>The fabric is up, the server runs, and the client has no address.</summary>
    public static DhcpLab Up()
    {
        (_, DhcpLab guest) = PeerLab.Up(Fabric, static lab =>
        {
            DhcpLab own = lab.Keep(new DhcpLab(lab));
            foreach (string node in (string[])["spine1", "leaf1", "leaf2"])
            {
                lab.Start(node);
            }

            lab.Settle();
            lab.Lab.ShutDown(lab.Host("c"));
            own.StartServer();
            return own;
        });
        return guest;
    }

    /// <summary>Starts udhcpc; it stays in front.</summary>
    public NamespaceProcess StartUdhcpc() =>
        Start("c", "udhcpc", "udhcpc", "-f", "-i", "eth0", "-t", "20", "-T", "1", "-A", "1", "-s", Script("udhcpc.sh", $$"""
            #!/bin/sh
            case "$1" in
              deconfig) ip link set $interface up; ip -4 addr flush dev $interface ;;
              bound|renew) ip addr replace $ip/$mask dev $interface; ip route replace default via $router ;;
            esac
            echo "$1 $ip from $serverid" >> {{ToldPath}}
            """));

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
                    esac
                    echo "$reason $new_ip_address$new_ip6_address" >> {{ToldPath}}
                    """),
                "eth0",
            ]);

    /// <summary>Ends a client without a word.</summary>
    public void Kill(NamespaceProcess client)
    {
        Signal(client, "KILL");
        Soon.Holds(() => client.HasExited, $"{client.What} has ended");
    }

    public void Signal(NamespaceProcess client, string signal) => Lab.Commands.Run("kill", [$"-{signal}", $"{client.Id}"]);

    /// <summary>Whom the client's leaf lets in, as "address source".</summary>
    public ImmutableArray<string> Bindings() =>
        [.. (Lab.Ask("leaf1", ApiFormat.Bindings)?.Bindings ?? []).Select(static row => $"{row.Address} {row.Source}").Order()];

    /// <summary>Waits until a client has told its script that it has an address, and returns it.</summary>
    public string AwaitBound()
    {
        Soon.Holds(() => Bound is not null, "the client has an address", Describe);
        return Bound!.Split(' ')[1];
    }

    /// <summary>Waits until the client's leaf lets an address in for its lease, or does so no longer.</summary>
    public void AwaitBinding(string address, bool present) =>
        Soon.Equal(present, () => Bindings().Contains($"{address} dhcp"), present ? "the leaf lets the lease in" : "the lease has ended", Describe);

    private string? Bound => Told.FirstOrDefault(static line => line.StartsWith("bound ", StringComparison.OrdinalIgnoreCase) || line.StartsWith("BOUND6 ", StringComparison.Ordinal));

    public string Describe() => string.Join('\n',
    [
        .. Bindings(), .. Told, .. Lab.Counters("leaf1", "dhcp"), .. Lab.Counters("leaf1", "dhcp-refused"),
        .. _processes.Where(static process => File.Exists(process.Log)).SelectMany(static process => File.ReadLines(process.Log).TakeLast(25)),
    ]);

    public void Dispose()
    {
        foreach (NamespaceProcess process in _processes)
        {
            if (!process.HasExited)
            {
                process.Stop(Soon.Patience);
            }

            process.Dispose();
        }
    }

    /// <summary>Starts dnsmasq; it goes on with the leases that it has written down.</summary>
    private void StartServer() => Start(
        "srv", "dnsmasq", "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--user=root", "--interface=eth0", "--log-dhcp",
        "--log-facility=-", "--dhcp-authoritative", $"--pid-file={Path.Combine(_folder, "dnsmasq.pid")}", $"--dhcp-leasefile={Path.Combine(_folder, "leases")}",
        "--dhcp-range=10.1.0.100,10.1.0.150,255.255.255.0,120s", "--dhcp-option=option:router,10.1.0.1",
        "--dhcp-range=2001:db8:1::100,2001:db8:1::1ff,64,120s");

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
