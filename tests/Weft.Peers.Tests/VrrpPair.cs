using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary>A leaf of Weft and keepalived as VRRP routers of one segment, with a host between them.</summary>
public sealed class VrrpPair : IDisposable
{
    private const string Fabric = """
        fabric: @vrrp
        nodes: ["@leaf1"]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64], vrrp: VERSION }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
          @k: { at: "@leaf1:swp2", subnet: web }
        """;

    public VrrpPair(int version)
    {
        Families = version == 2 ? [AddressFamily.Ipv4] : [AddressFamily.Ipv4, AddressFamily.Ipv6];
        (Lab, Keepalived) = PeerLab.Up(
            Fabric.Replace("VERSION", $"{version}", StringComparison.Ordinal), static lab => lab.Keep(new KeepalivedPeer(lab, "k")));
    }

    public PeerLab Lab { get; }

    public KeepalivedPeer Keepalived { get; }

    /// <summary>The families that the VRRP version knows.</summary>
    public ImmutableArray<AddressFamily> Families { get; }

    /// <summary>Waits until the leaf is in a state, for each family.</summary>
    public void LeafIs(string state) => Soon.Equal(
        string.Join(", ", Families.Select(family => $"{family} {state}")),
        () => string.Join(", ", Families.Select(family => $"{family} {LeafState(family)}")),
        $"the leaf is {state}");

    /// <summary>Waits until keepalived is in a state, for each family, having heard at least so many advertisements in its life.</summary>
    public void KeepalivedIs(KeepalivedState state, int heard = 0)
    {
        foreach (AddressFamily family in Families)
        {
            Soon.Holds(
                () => Keepalived.Router(family) is { } router && router.State == state && router.Received >= heard,
                $"keepalived is {state} for {family}",
                () => $"{Keepalived.Router(family)?.State}, heard {Keepalived.Router(family)?.Received}\n{Keepalived.Log}");
        }
    }

    /// <summary>Neither has turned an advertisement of the other away, and both have taken some.</summary>
    public void NothingWasRejected()
    {
        foreach (AddressFamily family in Families)
        {
            KeepalivedRouter router = Keepalived.Router(family)!;
            Assert.Empty(router.Rejected);
            Assert.True(router.Received > 0, $"keepalived heard advertisements for {family}");
        }

        AssertLeafRejectedNothing();
    }

    public void AssertLeafRejectedNothing()
    {
        Assert.Empty(Lab.Counters("leaf1", "gateway-vrrp"));
        Assert.Equal(["VrrpReceived", "VrrpSent"], VrrpCounters().Where(name => name.StartsWith("Vrrp", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain("MalformedVrrp", VrrpCounters());

        IEnumerable<string> VrrpCounters() => Lab.Counters("leaf1", "gateway").Select(item => item.Split('=')[0]);
    }

    /// <summary>Whoever advertises, the leaf forwards and the host reaches its gateway.</summary>
    public void HostReachesItsGateway()
    {
        foreach (GatewayAddress gateway in Lab.Host("a").Subnet.Gateways)
        {
            Soon.Holds(() => Lab.Reaches("a", gateway.Address.ToString()), $"the host reaches {gateway.Address}");
        }
    }

    public void Dispose() => Lab.Dispose();

    private string? LeafState(AddressFamily family) => Lab.Ask("leaf1", ApiFormat.Gateways)?.Gateways?
        .Single(row => IpAddress.Parse(row.Address.Split('/')[0]).Family == family).Vrrp;
}
