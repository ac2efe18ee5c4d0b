using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>What counts as an answer where nobody tracks connections: it is told by its ports alone.</summary>
public static class PolicyAnswers
{
    private const int EchoRequest4 = 8;
    private const int EchoReply4 = 0;
    private const int EchoRequest6 = 128;
    private const int EchoReply6 = 129;

    /// <summary>True for packets that may answer to what the rules of the other direction allow.</summary>
    /// <param name="rules">The rules of the other direction.</param>
    /// <param name="peer">The other party.</param>
    /// <param name="protocol">The IP protocol.</param>
    /// <param name="selector">Source port or ICMP type; -1 where there is none.</param>
    /// <param name="isOpening">True for TCP segments that open a connection (RFC 9293 section 3.5): they answer nothing.</param>
    public static bool IsAnswer(ImmutableArray<PolicyRule> rules, IpAddress peer, byte protocol, int selector, bool isOpening)
    {
        if (IsError(peer.Family, protocol, selector))
        {
            return true;
        }

        foreach (PolicyRule rule in rules)
        {
            if (!rule.MatchesPeer(peer))
            {
                continue;
            }

            foreach (PolicyService service in rule.Services)
            {
                if (Answers(service, peer.Family, protocol, selector, isOpening))
                {
                    return rule.Action == PolicyAction.Allow;
                }
            }
        }

        return false;
    }

    private static bool IsError(AddressFamily family, byte protocol, int type) => family == AddressFamily.Ipv4
        ? protocol == PolicyProtocol.Icmp && (type is 3 or 11 or 12)
        : protocol == PolicyProtocol.Icmpv6 && (type is >= 1 and <= 4);

    private static bool Answers(PolicyService service, AddressFamily family, byte protocol, int selector, bool isOpening)
    {
        if ((service.Protocol ?? protocol) != protocol || (service.Family ?? family) != family)
        {
            return false;
        }

        return protocol switch
        {
            PolicyProtocol.Tcp => !isOpening && (service.IsWhole || (selector >= service.From && selector <= service.To)),
            PolicyProtocol.Icmp => selector == (service.IsWhole || service.From == EchoRequest4 ? EchoReply4 : service.From),
            PolicyProtocol.Icmpv6 => selector == (service.IsWhole || service.From == EchoRequest6 ? EchoReply6 : service.From),
            _ when PolicyProtocol.HasPorts(protocol) => !service.IsWhole && selector >= service.From && selector <= service.To,
            _ => service.Protocol is not null,
        };
    }
}
