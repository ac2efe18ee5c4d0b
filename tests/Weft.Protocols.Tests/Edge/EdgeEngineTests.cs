using CsCheck;
using Weft.Model;
using Weft.Protocols.Edge;
using Weft.Wire;

namespace Weft.Protocols.Tests.Edge;

/// <summary>What guarded ports let hosts say, and who may have which address.</summary>
public sealed class EdgeEngineTests
{
    private const string Listed = "02:00:00:00:00:0b";
    private const string Other = "02:00:00:00:00:66";

    private readonly EdgeBench _bench = new();

    [Theory]
    [InlineData("open", true)]
    [InlineData("first", false)]
    [InlineData("asked", false)]
    [InlineData("strict", false)]
    [InlineData("watched", true)]
    public void A_listed_address_is_its_hosts_alone(string port, bool passes)
    {
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp(port, Listed, "10.1.0.11"));
        Assert.Equal(passes ? EdgeVerdict.Pass : EdgeVerdict.Refuse, _bench.Arp(port, Other, "10.1.0.11"));
        Assert.Equal(passes, _bench.FirstPacket(port, Other, "2001:db8:1::11"));
        Assert.Equal(passes, _bench.Admits(port, Other, "10.1.0.11"));
        Assert.True(_bench.Admits(port, Listed, "10.1.0.11"));
    }

    [Theory]
    [InlineData("open", true)]
    [InlineData("first", true)]
    [InlineData("strict", false)]
    public void Only_strict_ports_ask_who_gave_a_host_its_address(string port, bool admits)
    {
        Assert.Equal(admits ? EdgeVerdict.Pass : EdgeVerdict.Refuse, _bench.Arp(port, Other, "10.1.0.50"));
        Assert.Equal(admits, _bench.Admits(port, Other, "10.1.0.50"));
        Assert.Equal(admits, _bench.Admits(port, Other, "fe80::66"));
    }

    [Fact]
    public void A_known_host_may_make_up_ipv6_addresses_on_a_strict_port()
    {
        Assert.True(_bench.Admits("strict", Listed, "fe80::b"));
        Assert.True(_bench.Admits("strict", Listed, "2001:db8:1::c0ff:ee"));
        Assert.False(_bench.Admits("strict", Listed, "10.1.0.50"));
    }

    [Fact]
    public void A_lease_admits_its_host_until_it_ends()
    {
        AddressGrant lease = _bench.Grant("strict", Other, "10.1.0.50", TimeSpan.FromMinutes(10));
        Assert.True(_bench.Admits("strict", Other, "10.1.0.50"));
        Assert.True(_bench.Engine.Vouches(_bench.Segment, MacAddress.Parse(Other), lease.Address));
        Assert.False(_bench.Admits("first", "02:00:00:00:00:77", "10.1.0.50"));

        // Renewed at half time: the first end does not count any more.
        _bench.Now += TimeSpan.FromMinutes(5);
        _bench.Grant("strict", Other, "10.1.0.50", TimeSpan.FromMinutes(10));
        _bench.Now += TimeSpan.FromMinutes(5);
        _bench.Engine.HandleTimer(_bench.Now, _bench);
        Assert.Empty(_bench.Ended);
        _bench.Now += TimeSpan.FromMinutes(5);
        Assert.Equal(_bench.Now, _bench.Engine.NextDeadline);
        _bench.Engine.HandleTimer(_bench.Now, _bench);
        Assert.Single(_bench.Ended);
        Assert.False(_bench.Admits("strict", Other, "10.1.0.50"));
        Assert.Equal(Instant.Never, _bench.Engine.NextDeadline);
    }

    [Fact]
    public void A_host_that_another_leaf_vouches_for_is_admitted_and_stays_when_that_word_is_gone()
    {
        (IpAddress Address, MacAddress Mac) word = (IpAddress.Parse("10.1.0.50"), MacAddress.Parse(Other));
        _bench.Vouched.Add(word);
        Assert.True(_bench.Admits("strict", Other, "10.1.0.50"));
        Assert.False(_bench.Admits("strict", "02:00:00:00:00:77", "10.1.0.50"));

        _bench.Engine.Carry(_bench.Now, new BindingKey(_bench.Segment.Id, word.Address), new BindingRow(word.Mac, _bench.Port("strict"), VrfId.Default));
        _bench.Vouched.Clear();
        Assert.True(_bench.Admits("strict", Other, "10.1.0.50"));
        Assert.Equal(GrantSource.Carried, Assert.Single(_bench.Engine.Grants).Source);
        _bench.Engine.HandleTimer(_bench.Now + EdgeEngine.CarriedTime, _bench);
        Assert.False(_bench.Admits("strict", Other, "10.1.0.50"));
    }

    [Fact]
    public void An_address_that_another_leaf_vouches_for_is_not_free()
    {
        Assert.True(_bench.Admits("first", "02:00:00:00:00:77", "10.1.0.50"));
        _bench.Vouched.Add((IpAddress.Parse("10.1.0.50"), MacAddress.Parse(Other)));
        Assert.False(_bench.Admits("first", "02:00:00:00:00:77", "10.1.0.50"));
        Assert.True(_bench.Admits("first", Other, "10.1.0.50"));
        Assert.True(_bench.Admits("first", "02:00:00:00:00:77", "10.1.0.51"));
        Assert.True(_bench.Admits("open", "02:00:00:00:00:77", "10.1.0.50"));
    }

    [Fact]
    public void Each_address_of_a_host_comes_along_by_itself()
    {
        MacAddress mac = MacAddress.Parse(Other);
        Assert.Null(_bench.Engine.Carry(_bench.Now, new BindingKey(_bench.Segment.Id, IpAddress.LinkLocalFor(mac)), new BindingRow(mac, _bench.Port("strict"), VrfId.Default)));
        foreach (string address in (string[])["10.1.0.50", "2001:db8:1::50"])
        {
            _bench.Vouched.Add((IpAddress.Parse(address), mac));
            Assert.NotNull(_bench.Engine.Carry(_bench.Now, new BindingKey(_bench.Segment.Id, IpAddress.Parse(address)), new BindingRow(mac, _bench.Port("strict"), VrfId.Default)));
        }

        // One that the host has made up here.
        Assert.Null(_bench.Engine.Carry(_bench.Now, new BindingKey(_bench.Segment.Id, IpAddress.Parse("2001:db8:1::51")), new BindingRow(mac, _bench.Port("strict"), VrfId.Default)));
        _bench.Vouched.Clear();
        _bench.Engine.EndGrant(new BindingKey(_bench.Segment.Id, IpAddress.Parse("10.1.0.50")));
        Assert.True(_bench.Admits("strict", Other, "2001:db8:1::50"));
        _bench.Engine.EndGrant(new BindingKey(_bench.Segment.Id, IpAddress.Parse("2001:db8:1::50")));
        Assert.False(_bench.Admits("strict", Other, "2001:db8:1::50"));
    }

    [Theory]
    [InlineData(ArpOperation.Request, "224.0.0.5", ViolationReason.SenderAddress)]
    [InlineData(ArpOperation.Request, "255.255.255.255", ViolationReason.SenderAddress)]
    [InlineData(ArpOperation.Request, "240.1.2.3", ViolationReason.SenderAddress)]
    [InlineData(ArpOperation.Request, "127.0.0.1", ViolationReason.SenderAddress)]
    [InlineData(ArpOperation.Reply, "0.0.0.0", ViolationReason.SenderAddress)]
    [InlineData(ArpOperation.Reply, "10.1.0.1", ViolationReason.GatewayAddress)]
    [InlineData(ArpOperation.Request, "10.1.0.11", ViolationReason.AddressOfAnother)]
    public void Arp_that_lies_is_named(ArpOperation operation, string sender, ViolationReason reason)
    {
        Assert.NotEqual(EdgeVerdict.Pass, _bench.Arp("first", Other, sender, operation));
        Assert.Equal(1, _bench.Engine.Counters[reason]);
        FrameRefused refused = Assert.IsType<FrameRefused>(Assert.Single(_bench.Events));
        Assert.Equal(("first", MacAddress.Parse(Other), reason), (refused.Port, refused.Mac, refused.Reason));
    }

    [Fact]
    public void Inside_and_outside_of_arp_must_agree()
    {
        Assert.Equal(EdgeVerdict.Refuse, _bench.Arp("first", Other, "10.1.0.50", inside: Listed));
        Assert.Equal(EdgeVerdict.Refuse, _bench.Arp("first", Other, "10.1.0.50", ArpOperation.Reply, target: "02:00:00:00:00:98"));
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp("first", Other, "10.1.0.50", ArpOperation.Reply, target: "02:00:00:00:00:99"));
        Assert.Equal((1, 1), (_bench.Engine.Counters[ViolationReason.SenderMac], _bench.Engine.Counters[ViolationReason.TargetMac]));
    }

    [Fact]
    public void The_gateway_hears_who_poses_as_it()
    {
        Assert.Equal(EdgeVerdict.GatewayOnly, _bench.Arp("strict", Listed, "10.1.0.1"));
        Assert.Equal(EdgeVerdict.GatewayOnly, _bench.Arp("strict", _bench.Segment.Subnet.GatewayMac4.ToString(), "10.1.0.12"));
    }

    [Fact]
    public void An_address_probe_passes_on_every_port()
    {
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp("strict", Other, "0.0.0.0"));
        Assert.Empty(_bench.Engine.Violations);
    }

    [Fact]
    public void A_flood_from_many_macs_is_counted_whole_told_once_and_remembered_in_part()
    {
        _bench.Arp("strict", "02:00:00:00:00:01", "10.1.0.11");
        for (int i = 0; i < 10_000; i++)
        {
            _bench.Arp("first", MacAddress.FromValue(0x0200_0001_0000UL + (ulong)i).ToString(), "10.1.0.11");
        }

        Assert.Equal(10_001, _bench.Engine.Counters[ViolationReason.AddressOfAnother]);
        Assert.Equal(2, _bench.Events.Count);
        Assert.Equal(33, _bench.Engine.Violations.Count());
        Assert.InRange(_bench.Engine.Frames.Count(), 3, 40);
        Assert.Equal(_bench.Port("strict"), _bench.Engine.Frames.First().Port);
        Assert.Contains(_bench.Engine.Violations, record => record.Port == _bench.Port("strict"));

        _bench.Now += TimeSpan.FromSeconds(10);
        _bench.Arp("first", Other, "10.1.0.11");
        Assert.Equal(9_999, Assert.IsType<FrameRefused>(_bench.Events[^1]).More);
    }

    [Fact]
    public void A_monitored_port_reports_and_refuses_nothing()
    {
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp("watched", Other, "10.1.0.11"));
        Assert.True(_bench.FirstPacket("watched", Other, "10.1.0.50"));
        Assert.Equal(
            [ViolationReason.AddressOfAnother, ViolationReason.NotGranted],
            _bench.Events.Cast<FrameRefused>().Where(refused => refused.IsMonitored).Select(refused => refused.Reason));
    }

    [Fact]
    public void No_octets_throw_and_none_from_a_strict_port_are_evidence_of_an_address_that_was_not_given() => Gen.Byte.Array[14, 120].Sample(
        octets =>
        {
            EdgeBench bench = new();
            octets[12] = (byte)(octets[0] % 2 == 0 ? 0x08 : 0x86);
            octets[13] = (byte)(octets[0] % 2 == 0 ? 0x06 : 0xDD);
            bool passes = bench.Receive("strict", octets) == EdgeVerdict.Pass;
            return !passes || octets[0] % 2 != 0 || ArpView.TryParse(octets.AsSpan(14), out ArpView arp) != ArpFault.None
                || arp.SenderAddress.IsUnspecified || arp.SenderMac == MacAddress.Parse(Listed);
        },
        iter: 2_000,
        threads: 1);
}
