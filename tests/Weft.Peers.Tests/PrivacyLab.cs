using System.Collections.Immutable;
using System.Text.Json;
using Weft.Model;

namespace Weft.Peers.Tests;

/// <summary>Hosts that make up their IPv6 addresses from the leaf's router advertisements, as Linux does with temporary addresses (RFC 8981) that live for seconds, at guarded ports.</summary>
public sealed class PrivacyLab : IDisposable
{
    /// <summary>The host that is reached.</summary>
    public const string Other = "2001:db8:1::12";

    /// <summary>The gateway.</summary>
    public const string Gateway = "2001:db8:1::1";

    private const string Fabric = """
        fabric: @privacy
        nodes: { "@leaf1": {}, "@leaf2": {}, "@spine1": { role: spine } }
        links: [ "@leaf1, @leaf2 -- @spine1" ]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          @known: { at: "@leaf1:swp1", subnet: web, address: [10.1.0.11, "2001:db8:1::11"] }
          @other: { at: "@leaf2:swp1", subnet: web, address: [10.1.0.12, "2001:db8:1::12"] }
          @twin: { at: "@leaf1:swp3", subnet: web, address: [10.1.0.13, "2001:db8:1::13"] }
          @far: { at: "@leaf2:swp3", subnet: web, address: [10.1.0.14, "2001:db8:1::14"] }
          @guest: { at: "@leaf1:swp2", subnet: web } # unlisted
        ports:
          "@leaf1": { swp1: &strict { access: web, guard: strict, moves: verified }, swp2: { access: web, guard: first-come, moves: verified }, swp3: *strict }
          "@leaf2": { swp1: *strict, swp3: *strict }
        """;

    // Kernels make the next temporary address some seconds before the last one is deprecated (RFC 8981 section 3.8).
    private static readonly ImmutableArray<SysctlSetting> s_settings =
    [
        new("net/ipv6/conf/eth0/accept_ra", "1"),
        new("net/ipv6/conf/eth0/autoconf", "1"),
        new("net/ipv6/conf/eth0/use_tempaddr", "2"),
        new("net/ipv6/conf/eth0/max_desync_factor", "0"),
        new("net/ipv6/conf/eth0/temp_prefered_lft", "10"),
        new("net/ipv6/conf/eth0/temp_valid_lft", "25"),
    ];

    private PrivacyLab(PeerLab lab) => Lab = lab;

    public PeerLab Lab { get; }

    public static PrivacyLab Up()
    {
        (PeerLab lab, _) = PeerLab.Up(Fabric, static lab =>
        {
            foreach (string host in (string[])["known", "guest"])
            {
                lab.Lab.ShutDown(lab.Host(host));
                Sysctl.Write(lab.Name(host), s_settings);
            }

            foreach (string node in (string[])["spine1", "leaf1", "leaf2"])
            {
                lab.Start(node);
            }

            return lab;
        });
        // No leaf knows where a host is before it has said a word.
        Soon.Holds(() => lab.Reaches("other", Gateway) && lab.Ip("leaf1", "-6", "route", "show", Other).Contains("proto 200", StringComparison.Ordinal), "the other host is known");
        return new PrivacyLab(lab);
    }

    /// <summary>Plugs a host in, and waits for its stable and its first temporary address, both found free.</summary>
    public (string Stable, string Temporary) Boot(string host)
    {
        Lab.Ip(host, "link", "set", "lo", "up");
        Lab.Ip(host, "link", "set", "eth0", "up");
        Soon.Holds(() => Usable(host, temporary: false).Any() && Usable(host, temporary: true).Any(), $"{host} has a stable and a temporary address", () => Describe(host));
        return (Usable(host, temporary: false).First(), Usable(host, temporary: true).First());
    }

    /// <summary>Waits until a host has a temporary address that it did not have before.</summary>
    public string AwaitNext(string host, params string[] known)
    {
        Soon.Holds(() => Next() is not null, $"{host} has another temporary address", () => Describe(host));
        return Next()!;

        string? Next() => Usable(host, temporary: true).FirstOrDefault(address => !known.Contains(address));
    }

    /// <summary>A host gives itself an address, and duplicate address detection finds that somebody has it.</summary>
    public void IsRefused(string host, string address)
    {
        Lab.Ip(host, "addr", "add", $"{address}/64", "dev", "eth0");
        Soon.Holds(
            () => Addresses(host).Any(item => item.GetProperty("local").GetString() == address && item.TryGetProperty("dadfailed", out _)),
            $"{host} finds that {address} is a duplicate", () => Describe(host));
    }

    /// <summary>Reaches the gateway and the other host from an address, at once: the first packets are not lost either.</summary>
    public void Reaches(string host, string from)
    {
        foreach (string to in (string[])[Gateway, Other])
        {
            CommandResult ping = Lab.Commands.Try("ip", ["netns", "exec", Lab.Name(host), "ping", "-n", "-c", "3", "-i", "0.2", "-W", "2", "-I", from, to]);
            Assert.True(ping.ExitCode == 0 && ping.Output.Contains("3 received", StringComparison.Ordinal), $"{host} {from} to {to}: {ping.Output}{ping.Error}\n{Describe(host)}");
        }
    }

    /// <summary>Waits until the leaf lets an address in, and has it from its host alone.</summary>
    public void AwaitBinding(string address) => Soon.Holds(
        () => Bindings().Contains($"{address} first-come"), $"the leaf lets {address} in", () => string.Join('\n', Bindings()));

    public string Describe(string host) =>
        $"{Lab.Ip(host, "-6", "addr")}{Lab.Ip(host, "-6", "route")}{string.Join('\n', Bindings())}\n{string.Join(' ', Lab.Counters("leaf1", "edge"))} {string.Join(' ', Lab.Counters("leaf1", "filter"))}";

    public void Dispose() => Lab.Dispose();

    private ImmutableArray<string> Bindings() =>
        [.. (Lab.Ask("leaf1", ApiFormat.Bindings)?.Bindings ?? []).Select(static row => $"{row.Address} {row.Source}").Order()];

    private IEnumerable<string> Usable(string host, bool temporary) => Addresses(host)
        .Where(item => !item.TryGetProperty("tentative", out _) && !item.TryGetProperty("deprecated", out _) && item.TryGetProperty("temporary", out _) == temporary)
        .Select(static item => item.GetProperty("local").GetString()!);

    private IEnumerable<JsonElement> Addresses(string host)
    {
        using JsonDocument document = JsonDocument.Parse(Lab.Ip(host, "-6", "-json", "addr", "show", "dev", "eth0", "scope", "global"));
        return [.. document.RootElement.EnumerateArray().SelectMany(static link => link.TryGetProperty("addr_info", out JsonElement info) ? info.Clone().EnumerateArray().Where(static item => item.TryGetProperty("local", out _)) : [])];
    }
}
