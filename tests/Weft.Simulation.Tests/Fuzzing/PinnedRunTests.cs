using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>One run whose digest is written down, so that other machines can be seen to agree.</summary>
public sealed class PinnedRunTests
{
    /// <summary>Changes with what nodes and hosts send, and when. Whoever changes that on purpose writes down the new one.</summary>
    private const string Pinned = "PINNED";

    private const string Rack = """
        fabric: rack
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        ports:
          leaf1: { swp1: web, swp2: web, swp3: { access: web, moves: verified } }

        """;

    [Fact]
    public void A_run_is_the_same_on_every_machine()
    {
        FuzzHost one = new("vm-1", "web", new LinkEnd("leaf1", "swp1"), "02:57:46:00:01:01", "10.1.0.11, \"2001:db8:1::11\"");
        FuzzHost two = new("vm-2", "web", new LinkEnd("leaf1", "swp2"), "02:57:46:00:01:02", "10.1.0.12, \"2001:db8:1::12\"");
        FuzzCase rack = new(1, new FuzzFabric("rack", Rack, [one, two]), 100,
        [
            new TrafficStep(0, [("f1", new Pair("vm-1", "vm-2"), AddressFamily.Ipv6)]),
            new MoveStep(0, "vm-2", new LinkEnd("leaf1", "swp3"), AnnouncementKind.Rarp, OldPort.Keeps, IsCold: false),
            new WaitStep(0, TimeSpan.FromSeconds(2)),
            new NodeStep(0, "leaf1", NodeAct.Kill),
            new WaitStep(0, TimeSpan.FromSeconds(1)),
            new NodeStep(0, "leaf1", NodeAct.Start),
            new WaitStep(0, TimeSpan.FromSeconds(1)),
        ]);
        FuzzResult result = FuzzRun.Play(rack, hash: true);
        Assert.Empty(result.Violations);
        Assert.Equal(Pinned, $"{result.Hash:x16} after {result.Events} events");
    }
}
