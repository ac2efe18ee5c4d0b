using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Protocols.Tests.Isis;

/// <summary>One engine of a test network, and everything it said.</summary>
internal sealed class IsisTestNode(int index, NodePlan plan, ulong seed) : IIsisEffects
{
    public int Index => index;

    public NodePlan Plan => plan;

    public IsisEngine Engine { get; } = new(plan, new RandomSource(seed));

    public bool IsAlive { get; set; } = true;

    /// <summary>Frames to be sent; the network takes them after each call.</summary>
    public List<(PortIndex Port, byte[] Frame)> Outbox { get; } = [];

    public Dictionary<(SystemId Origin, HostKey Key), HostClaim> Claims { get; } = [];

    public Dictionary<SystemId, (NextHop[] Hops, uint Cost)> Reach { get; } = [];

    /// <summary>Where IPv6 has paths of its own.</summary>
    public Dictionary<SystemId, (NextHop[] Hops, uint Cost)> Ipv6Reach { get; } = [];

    public Dictionary<RouteKey, (SystemId[] Origins, uint Cost)> Prefixes { get; } = [];

    public List<HostClaim> Recovered { get; } = [];

    public List<(SystemId Origin, HostKey Key)> Withdrawals { get; } = [];

    public List<NodeEvent> Events { get; } = [];

    /// <summary>Nodes that were unreachable at any time after they had been reached.</summary>
    public List<SystemId> LostNodes { get; } = [];

    public int ClaimReports { get; private set; }

    public Instant? SynchronizedAt { get; private set; }

    public void Send(PortIndex port, ReadOnlySpan<byte> frame) => Outbox.Add((port, frame.ToArray()));

    public void ClaimReceived(Instant now, SystemId origin, AnnouncedClaim claim)
    {
        ClaimReports++;
        Claims[(origin, claim.Claim.Key)] = claim.Claim;
    }

    public void ClaimWithdrawn(Instant now, SystemId origin, HostKey key)
    {
        Assert.True(Claims.Remove((origin, key)), $"{key} of {origin} was withdrawn but never received");
        Withdrawals.Add((origin, key));
    }

    public void OwnClaimRecovered(Instant now, in HostClaim claim) => Recovered.Add(claim);

    public void ReachChanged(SystemId node, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost)
    {
        Dictionary<SystemId, (NextHop[] Hops, uint Cost)> reach = family == AddressFamily.Ipv6 ? Ipv6Reach : Reach;
        if (nextHops.IsEmpty)
        {
            LostNodes.Add(node);
            Assert.True(reach.Remove(node), $"{node} was lost but never reached");
        }
        else
        {
            Assert.True(nextHops.ToArray().Order().Distinct().SequenceEqual(nextHops.ToArray()), "next hops are sorted and distinct");
            reach[node] = (nextHops.ToArray(), cost);
        }
    }

    public void PrefixChanged(VrfId vrf, IpPrefix prefix, ReadOnlySpan<SystemId> origins, uint cost)
    {
        if (origins.IsEmpty)
        {
            Assert.True(Prefixes.Remove(new RouteKey(vrf, prefix)), $"{prefix} is gone but never was there");
        }
        else
        {
            Prefixes[new RouteKey(vrf, prefix)] = (origins.ToArray(), cost);
        }
    }

    public void NeighborChanged(PortIndex port, SystemId neighbor, IpAddress linkLocal, MacAddress mac, bool up)
    {
    }

    public void NeighborHeard(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac)
    {
    }

    public void DrainChanged(Instant now, DrainPhase phase) => Assert.Equal(Engine.DrainPhase, phase);

    public void Synchronized(Instant now)
    {
        Assert.Null(SynchronizedAt);
        SynchronizedAt = now;
    }

    public void Emit(NodeEvent nodeEvent) => Events.Add(nodeEvent);
}
