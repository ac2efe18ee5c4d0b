using System.Buffers.Binary;
using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>The leaf of <see cref="FilterPlan"/> with policies for two hosts of one segment, on this machine's kernel, which need not track connections.</summary>
public sealed class PolicyBench : FilterBench
{
    public const string MacA = "02:00:00:00:00:11";
    public const string MacB = "02:00:00:00:00:22";
    public const ushort HighPort = 60_000;

    private readonly List<AttachedMac> _attached =
    [
        new(new AttachedMacKey(FilterPlan.Web, MacAddress.Parse(MacA)), new AttachedMacRow(FilterPlan.Port("swp1"))),
        new(new AttachedMacKey(FilterPlan.Web, MacAddress.Parse(MacB)), new AttachedMacRow(FilterPlan.Port("swp2"))),
    ];

    public PolicyBench() => Assert.True(Sets.ApplyAttachedMacs([.. _attached], []));

    public static IpAddress AddressOf(bool isA, bool ipv6) => IpAddress.Parse((isA, ipv6) switch
    {
        (true, false) => "10.1.0.11",
        (false, false) => "10.1.0.22",
        (true, true) => "2001:db8:1::11",
        (false, true) => "2001:db8:1::22",
    });

    /// <summary>A policy that works without connection tracking.</summary>
    public static HostPolicy Policy(int id, PolicyRule[]? into, PolicyRule[]? from) => new()
    {
        Id = new PolicyId((ushort)id),
        Name = $"p{id}",
        IsStateful = false,
        In = into?.ToImmutableArray(),
        Out = from?.ToImmutableArray(),
        Line = 1,
    };

    public static PolicyRule Rule(int number, PolicyAction action, string service, params string[] peers) => new()
    {
        Number = number,
        Action = action,
        Services = PolicyServiceText.TryParse(service, out ImmutableArray<PolicyService> services) ? services : throw new ArgumentException(service, nameof(service)),
        Peers = peers.Length == 0 ? [PolicyPeer.Any] : [.. peers.Select(peer => new PolicyPeer(peer, [IpPrefix.Parse(peer)]))],
        Line = 1,
    };

    /// <summary>The leaf with the policies that were loaded last.</summary>
    public NodePlan Plan { get; private set; } = FilterPlan.Leaf;

    /// <summary>Loads the rule set of the leaf with the policies, the n-th for the n-th of these MACs.</summary>
    public Fabric Load(HostPolicy[] policies, Dictionary<string, int> byMac, Dictionary<int, int>? bySubnet = null)
    {
        Fabric fabric = FilterPlan.Leaf.Fabric with
        {
            Policies = [.. policies],
            PolicyAssignment = new PolicyAssignment(
                byMac.ToDictionary(pair => MacAddress.Parse(pair.Key), pair => new PolicyId((ushort)pair.Value)),
                (bySubnet ?? []).ToDictionary(pair => pair.Key, pair => new PolicyId((ushort)pair.Value))),
        };
        Plan = FilterPlan.Leaf with { Fabric = fabric };
        NetworkNamespace.Run(Bench.Node, () => NftLibrary.Load(Plan));
        return fabric;
    }

    /// <summary>A frame between the two hosts.</summary>
    public static byte[] Frame(bool fromA, bool ipv6, byte protocol, ushort source, ushort selector, byte tcpFlags = 2)
    {
        // No padding behind it: connection tracking cuts that off.
        byte[] payload = new byte[26];
        if (protocol is PolicyProtocol.Icmp or PolicyProtocol.Icmpv6)
        {
            payload[0] = (byte)selector;
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload, source);
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), selector);
            payload[12] = 0x50;
            payload[13] = tcpFlags;
        }

        (string to, string from) = fromA ? (MacB, MacA) : (MacA, MacB);
        string sender = AddressOf(fromA, ipv6).ToString();
        string receiver = AddressOf(!fromA, ipv6).ToString();
        return ipv6 ? TestFrames.Ipv6(to, from, sender, receiver, protocol, payload) : TestFrames.Ipv4(to, from, sender, receiver, protocol, payload);
    }

    /// <summary>True when a frame from one host to the other comes out of the other's port.</summary>
    public bool Reaches(bool fromA, byte[] frame) => fromA ? Passes("swp1", "swp2", frame) : Passes("swp2", "swp1", frame);
}
