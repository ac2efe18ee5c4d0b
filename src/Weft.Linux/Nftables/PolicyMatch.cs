using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The nft expressions of a policy's rule: one for each family and service.</summary>
internal static class PolicyMatch
{
    private const int EchoRequest4 = 8;
    private const int EchoReply4 = 0;
    private const int EchoRequest6 = 128;
    private const int EchoReply6 = 129;

    private static readonly AddressFamily[] s_families = [AddressFamily.Ipv4, AddressFamily.Ipv6];

    /// <summary>What a rule matches of first packets.</summary>
    public static IEnumerable<string> Of(PolicyRule rule, PolicyDirection direction) => Write(rule, direction, isReply: false);

    /// <summary>What answers to a rule of the other direction look like, by their ports.</summary>
    /// <param name="rule">The rule that let the first packet pass.</param>
    /// <param name="direction">The direction of the answers.</param>
    public static IEnumerable<string> Replies(PolicyRule rule, PolicyDirection direction) => Write(rule, direction, isReply: true);

    /// <summary>"ip saddr" towards a host, "ip daddr" from it.</summary>
    private static string? Peers(PolicyRule rule, PolicyDirection direction, AddressFamily family)
    {
        string protocol = family == AddressFamily.Ipv4 ? "ip" : "ip6";
        if (rule.Peers.Any(peer => peer.IsAny))
        {
            return $"meta protocol {protocol}";
        }

        IpPrefix[] prefixes = [.. Merge(rule.Peers.SelectMany(peer => peer.Prefixes).Where(prefix => prefix.Family == family))];
        string field = direction == PolicyDirection.In ? "saddr" : "daddr";
        return prefixes.Length == 0 ? null : $"meta protocol {protocol} {protocol} {field} {{ {string.Join(", ", prefixes)} }}";
    }

    // Interval sets take no prefix that lies within another.
    private static IEnumerable<IpPrefix> Merge(IEnumerable<IpPrefix> prefixes)
    {
        IpPrefix? last = null;
        foreach (IpPrefix prefix in prefixes.Distinct().OrderBy(prefix => prefix.Address).ThenBy(prefix => prefix.Length))
        {
            if (last is not { } wide || !wide.Contains(prefix))
            {
                last = prefix;
                yield return prefix;
            }
        }
    }

    private static IEnumerable<string> Write(PolicyRule rule, PolicyDirection direction, bool isReply)
    {
        foreach (AddressFamily family in s_families)
        {
            if (Peers(rule, direction, family) is not { } peers)
            {
                continue;
            }

            foreach (PolicyService service in rule.Services.Where(service => (service.Family ?? family) == family))
            {
                foreach (string match in isReply ? Reply(service).Where(match => IsOf(match, family)) : [Service(service)])
                {
                    yield return match.Length == 0 ? peers : $"{peers} {match}";
                }
            }
        }
    }

    private static bool IsOf(string match, AddressFamily family) =>
        !match.StartsWith(family == AddressFamily.Ipv4 ? "icmpv6 " : "icmp ", StringComparison.Ordinal);

    private static string Service(PolicyService service) => service.Protocol switch
    {
        null => "",
        byte protocol when service.IsWhole => Protocol(protocol),
        byte protocol when PolicyProtocol.HasPorts(protocol) => $"{Protocol(protocol)} th dport {Range(service)}",
        byte protocol => $"{Protocol(protocol)} {Type(protocol)} {Range(service)}",
    };

    // A connection is opened by a segment with SYN and without ACK (RFC 9293 section 3.5): such a segment is no answer.
    private static IEnumerable<string> Reply(PolicyService service)
    {
        const string NotOpening = "tcp flags & (syn | ack) != syn";
        switch (service.Protocol)
        {
            case null:
                yield return $"{Protocol(PolicyProtocol.Tcp)} {NotOpening}";
                yield return $"icmp type {EchoReply4}";
                yield return $"icmpv6 type {EchoReply6}";
                break;
            case PolicyProtocol.Tcp:
                yield return $"{Protocol(PolicyProtocol.Tcp)} {(service.IsWhole ? "" : $"th sport {Range(service)} ")}{NotOpening}";
                break;
            case byte protocol when PolicyProtocol.HasPorts(protocol):
                if (!service.IsWhole)
                {
                    yield return $"{Protocol(protocol)} th sport {Range(service)}";
                }

                break;
            case PolicyProtocol.Icmp:
                yield return $"icmp type {(service.IsWhole || service.From == EchoRequest4 ? EchoReply4 : service.From)}";
                break;
            case PolicyProtocol.Icmpv6:
                yield return $"icmpv6 type {(service.IsWhole || service.From == EchoRequest6 ? EchoReply6 : service.From)}";
                break;
            case byte protocol:
                yield return Protocol(protocol);
                break;
        }
    }

    private static string Protocol(byte protocol) => string.Create(CultureInfo.InvariantCulture, $"meta l4proto {protocol}");

    private static string Type(byte protocol) => protocol == PolicyProtocol.Icmp ? "icmp type" : "icmpv6 type";

    private static string Range(PolicyService service) => service.From == service.To
        ? service.From.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{service.From}-{service.To}");
}
