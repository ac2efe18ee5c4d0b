namespace Weft.Peers.Tests;

/// <summary>How real DHCP servers are started, with one range for the clients of the relay.</summary>
public static class DhcpServers
{
    /// <summary>dnsmasq for both families; it goes on with the leases that it has written down. Its leases are never shorter than two minutes.</summary>
    /// <param name="folder">For its files.</param>
    /// <param name="first">The last octet of the first IPv4 address that it gives.</param>
    /// <param name="more">Further options.</param>
    public static string[] Dnsmasq(string folder, int first, params string[] more) =>
    [
        "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--user=root", "--interface=eth0", "--log-dhcp",
        "--log-facility=-", "--dhcp-authoritative", $"--pid-file={Path.Combine(folder, "dnsmasq.pid")}", $"--dhcp-leasefile={Path.Combine(folder, "leases")}",
        $"--dhcp-range=10.1.0.{first},10.1.0.{first + 50},255.255.255.0,120s", "--dhcp-option=option:router,10.1.0.1",
        "--dhcp-range=2001:db8:1::100,2001:db8:1::1ff,64,120s", .. more,
    ];

    /// <summary>Kea for one family. Its leases may be as short as one likes.</summary>
    /// <param name="folder">For its files; it does not write leases down.</param>
    /// <param name="version">The family.</param>
    /// <param name="seconds">How long a lease is.</param>
    /// <param name="first">The last octet of the first IPv4 address that it gives.</param>
    public static string[] Kea(string folder, int version, int seconds, int first)
    {
        string path = Path.Combine(folder, $"kea{version}.json");
        File.WriteAllText(path, Config(folder, version, seconds, first));
        return
        [
            "env", $"KEA_PIDFILE_DIR={folder}", "KEA_LOCKFILE_DIR=none", "KEA_LOGGER_DESTINATION=stdout", $"kea-dhcp{version}", "-c", path,
        ];
    }

    // Clients are to renew after a fifth of the lease, and to ask any server after two fifths: long before it ends.
    private static string Config(string folder, int version, int seconds, int first) => $$"""
        { "Dhcp{{version}}": {
          "interfaces-config": { "interfaces": [ "{{(version == 4 ? "eth0" : $"eth0/{DhcpLab.Server6}")}}" ]{{(version == 4 ? ", \"dhcp-socket-type\": \"udp\"" : "")}} },
          "lease-database": { "type": "memfile", "persist": false },
          {{(version == 6 ? $"\"data-directory\": \"{folder}\", \"preferred-lifetime\": {seconds}, " : "\"authoritative\": true, ")}}
          "valid-lifetime": {{seconds}}, "min-valid-lifetime": {{seconds}}, "max-valid-lifetime": {{seconds}},
          "renew-timer": {{seconds / 5}}, "rebind-timer": {{seconds * 2 / 5}},
          "loggers": [ { "name": "kea-dhcp{{version}}", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ],
          {{(version == 4
            ? $"\"subnet4\": [ {{ \"subnet\": \"10.1.0.0/24\", \"pools\": [ {{ \"pool\": \"10.1.0.{first} - 10.1.0.150\" }} ], \"option-data\": [ {{ \"name\": \"routers\", \"data\": \"10.1.0.1\" }} ] }} ]"
            : "\"subnet6\": [ { \"subnet\": \"2001:db8:1::/64\", \"pools\": [ { \"pool\": \"2001:db8:1::100 - 2001:db8:1::1ff\" } ] } ]")}}
        } }
        """;
}
