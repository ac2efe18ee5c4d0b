using System.Buffers.Binary;
using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The policies of one segment's hosts, as a switch's packet filter enforces them.</summary>
/// <remarks>Later fragments match rules without ports only; a kernel that tracks connections puts packets together first.</remarks>
internal sealed class PolicyFilter(Fabric fabric, SegmentPolicies policies, PolicyConnections connections, PolicyArrivals arrivals, PolicyReports reports)
{
    private const int NoSelector = -1;

    private readonly HashSet<IpAddress> _broadcasts = [.. SegmentPolicies.Broadcasts(fabric)];

    /// <summary>True when a frame may pass: from a host of this segment, or to one.</summary>
    public bool Passes(Instant now, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (direction == PolicyDirection.In && facts.Destination.IsGroup && facts.IsIp && IsUnicast(facts.To))
        {
            return false;
        }

        MacAddress mac = direction == PolicyDirection.Out ? facts.Source : facts.Destination;
        HostPolicy? policy = fabric.FindPolicy(policies.Of(mac, direction == PolicyDirection.Out ? facts.From : facts.To));
        if (policy is not { Restricts: true } || facts.Kind == FrameKind.Arp)
        {
            return true;
        }

        bool isTracked = PacketTuple.TryRead(facts, frame, out PacketTuple tuple);
        if (policy.Rules(direction) is not { } rules)
        {
            return !policy.IsStateful || !isTracked || connections.TryNote(now, tuple, direction, isAllowed: false);
        }

        if (!facts.IsIp)
        {
            return false;
        }

        if (IsExempt(direction, facts, isTracked, tuple))
        {
            return true;
        }

        return policy.IsStateful
            ? PassesStateful(now, policy, rules, direction, facts, frame, mac, tuple, isTracked)
            : IsAnswer(policy, direction, facts, frame, tuple) || IsAllowed(now, policy, rules, direction, facts, frame, tuple);
    }

    private bool PassesStateful(
        Instant now, HostPolicy policy, ImmutableArray<PolicyRule> rules, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame, MacAddress mac,
        in PacketTuple tuple, bool isTracked)
    {
        bool isOtherOpen = policy.Rules(direction.Other()) is null;
        if (!isTracked)
        {
            return (PacketTuple.TryReadError(facts, frame, out PacketTuple inner) && connections.IsErrorOfKnown(now, inner, direction, isOtherOpen))
                || IsAllowed(now, policy, rules, direction, facts, frame, tuple);
        }

        if (connections.IsKnown(now, tuple, direction, isOtherOpen))
        {
            return true;
        }

        bool isMidstream = facts.Upper == IpProtocol.Tcp && (FlagsOf(facts, frame) & (TcpFlags.Syn | TcpFlags.Rst)) == 0 && arrivals.TryTake(now, mac);
        return (isMidstream || IsAllowed(now, policy, rules, direction, facts, frame, tuple)) && connections.TryNote(now, tuple, direction, isAllowed: true);
    }

    /// <summary>True for what no policy stops.</summary>
    internal static bool IsExempt(PolicyDirection direction, in FrameFacts facts, bool isTracked, in PacketTuple tuple)
    {
        if (facts.Upper == IpProtocol.Icmpv6)
        {
            return PolicyExemptions.IsDiscovery(PolicyProtocol.Icmpv6, (ushort)facts.Icmpv6);
        }

        if (!isTracked || facts.Upper != IpProtocol.Udp)
        {
            return false;
        }

        (ushort host, ushort other) = direction == PolicyDirection.Out ? (tuple.FromPort, tuple.ToPort) : (tuple.ToPort, tuple.FromPort);
        return facts.Kind == FrameKind.Ipv4
            ? host == PolicyExemptions.DhcpClient && other == PolicyExemptions.DhcpServer
            : host == PolicyExemptions.Dhcpv6Client && other == PolicyExemptions.Dhcpv6Server;
    }

    private bool IsAllowed(
        Instant now, HostPolicy policy, ImmutableArray<PolicyRule> rules, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame, in PacketTuple tuple)
    {
        PolicyRule? rule = PolicyVerdicts.FirstMatch(rules, PeerOf(direction, facts), (byte)facts.Upper, SelectorOf(facts, frame, tuple));
        if (rule is { IsLogged: true })
        {
            reports.Note(now, policy.Id, direction, rule.Number, facts, frame);
        }

        return rule is { Action: PolicyAction.Allow };
    }

    private static bool IsAnswer(HostPolicy policy, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame, in PacketTuple tuple)
    {
        ImmutableArray<PolicyRule> rules = policy.Rules(direction.Other()) ?? PolicyRule.AllowEverything;
        bool isOpening = facts.Upper == IpProtocol.Tcp && (FlagsOf(facts, frame) & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        bool isEcho = facts.Upper is IpProtocol.Icmp or IpProtocol.Icmpv6;
        int selector = isEcho ? SelectorOf(facts, frame, tuple) : tuple.FromPort;
        return PolicyAnswers.IsAnswer(rules, PeerOf(direction, facts), (byte)facts.Upper, facts.UpperOffset == 0 ? NoSelector : selector, isOpening);
    }

    private static IpAddress PeerOf(PolicyDirection direction, in FrameFacts facts) => direction == PolicyDirection.Out ? facts.To : facts.From;

    private static int SelectorOf(in FrameFacts facts, ReadOnlySpan<byte> frame, in PacketTuple tuple)
    {
        if (facts.UpperOffset == 0 || frame.Length < facts.UpperOffset + 4)
        {
            return NoSelector;
        }

        ReadOnlySpan<byte> upper = frame[facts.UpperOffset..];
        return facts.Upper switch
        {
            IpProtocol.Icmp or IpProtocol.Icmpv6 => upper[0],
            _ when PolicyProtocol.HasPorts((byte)facts.Upper) => BinaryPrimitives.ReadUInt16BigEndian(upper[2..]),
            _ => tuple.ToPort,
        };
    }

    private static TcpFlags FlagsOf(in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        const int FlagsOffset = 13;
        return facts.UpperOffset != 0 && frame.Length > facts.UpperOffset + FlagsOffset ? (TcpFlags)frame[facts.UpperOffset + FlagsOffset] : TcpFlags.Syn;
    }

    private bool IsUnicast(IpAddress address) => !address.IsMulticast && !_broadcasts.Contains(address);
}
