using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>Events of what logged rules took.</summary>
public sealed class PolicyHitsTests
{
    private const string Text =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { subnet: web }
        policies:
          closed:
            for: vm-a
            in: [{ allow: tcp/22, log: true, name: admin }, { deny: any, log: true }]
        """;

    private readonly List<NodeEvent> _events = [];
    private readonly PolicyHits _hits;
    private Instant _now = new(TimeSpan.TicksPerHour);

    public PolicyHitsTests()
    {
        Fabric fabric = FabricFile.Load(Text).Fabric!;
        Assert.True(PolicyHits.AreAskedFor(fabric));
        Assert.False(PolicyHits.AreAskedFor(FabricFile.Load(Text.Replace(", log: true", "", StringComparison.Ordinal)).Fabric!));
        _hits = new PolicyHits(fabric, _events.Add);
    }

    [Theory]
    [InlineData(1, PolicyProtocol.Tcp, 22, "closed in rule 1 (admin) lets pass 10.1.0.9 -> 10.1.0.11 tcp/22")]
    [InlineData(2, PolicyProtocol.Udp, 53, "closed in rule 2 drops 10.1.0.9 -> 10.1.0.11 udp/53")]
    [InlineData(2, PolicyProtocol.Icmp, 8, "closed in rule 2 drops 10.1.0.9 -> 10.1.0.11 icmp/8")]
    [InlineData(2, (byte)89, -1, "closed in rule 2 drops 10.1.0.9 -> 10.1.0.11 proto/89")]
    public void An_event_names_the_rule_and_the_packet(int rule, byte protocol, int selector, string text)
    {
        See(rule, protocol, selector);
        NodeEvent told = Assert.Single(_events);
        Assert.Equal(("policy-hit", "closed", text), (told.Kind, told.Subject, told.Text));
    }

    [Fact]
    public void There_are_so_many_events_a_second_and_the_rest_is_counted()
    {
        for (int i = 0; i < 3 * PolicyHits.PerSecond; i++)
        {
            See(2, PolicyProtocol.Tcp, 80);
        }

        Assert.Equal((PolicyHits.PerSecond, 2 * PolicyHits.PerSecond), (_events.Count, _hits.Untold));
        _now += TimeSpan.FromSeconds(1);
        See(2, PolicyProtocol.Tcp, 80);
        Assert.Equal(PolicyHits.PerSecond + 1, _events.Count);
    }

    [Fact]
    public void Rules_that_the_file_does_not_have_make_no_event()
    {
        See(3, PolicyProtocol.Tcp, 80);
        _hits.Tell(_now, new PolicyHit(new PolicyId(9), PolicyDirection.Out, 1, default, default, 6, 1));
        Assert.Empty(_events);
        Assert.Equal(2, _hits.Untold);
    }

    private void See(int rule, byte protocol, int selector) => _hits.Tell(
        _now, new PolicyHit(new PolicyId(1), PolicyDirection.In, rule, IpAddress.Parse("10.1.0.9"), IpAddress.Parse("10.1.0.11"), protocol, selector));
}
