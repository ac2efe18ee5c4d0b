using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>Ports where only the manager's word moves a host.</summary>
public sealed class ExpectedMoveTests
{
    private static readonly TimeSpan s_word = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);
    private static readonly PortIndex s_port = new(3);

    private readonly TestHost _vm = new("02:00:00:00:00:12", "10.1.0.12", "2001:db8:1::12");
    private HostWorld _world = null!;

    public ExpectedMoveTests() => Begin(MoveTrust.Announced);

    [Theory]
    [InlineData(EvidenceKind.Announcement)]
    [InlineData(EvidenceKind.Rarp)]
    [InlineData(EvidenceKind.ArpNd)]
    [InlineData(EvidenceKind.Data)]
    public void Without_the_managers_word_nothing_moves_a_host(EvidenceKind kind)
    {
        _vm.PlugIn(2, s_port.Value);
        for (int i = 0; i < 5; i++)
        {
            _world.Speak(_vm, kind);
            _world.Run(TimeSpan.FromMilliseconds(100));
        }

        Assert.All(_vm.Addresses, address => _world.AssertOwner(address, 1));
        Assert.True(_world.Leaf(2).Engine.Counters[HostCounter.MoveNotTrusted] > 0);
    }

    [Theory]
    [InlineData(MoveTrust.Announced)]
    [InlineData(MoveTrust.Verified)]
    public void With_it_the_hosts_own_frames_are_enough(MoveTrust moves)
    {
        Begin(moves);
        Assert.True(Expect(2));
        _vm.PlugIn(2, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(s_moment);
        Assert.All(_vm.Addresses, address => _world.AssertOwner(address, 2));
        Assert.Contains(_world.Leaf(2).Events, item => item is HostExpected { Port: "swp3" });
    }

    [Fact]
    public void A_host_that_was_there_before_the_word_is_asked_for_again()
    {
        _vm.PlugIn(2, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Data);
        _world.Run(s_moment);
        _world.Leaf(2).Forgotten.Clear();
        Assert.True(Expect(2));
        Assert.Equal(_vm.Addresses.Order(), _world.Leaf(2).Forgotten.Select(packet => packet.Address).Order());
        Assert.All(_world.Leaf(2).Forgotten, packet => Assert.Equal((s_port, _vm.Mac), (packet.Port, packet.Mac)));
        _world.Speak(_vm, EvidenceKind.Data);
        _world.Run(s_moment);
        _world.AssertOwner(_vm.Addresses[0], 2);
    }

    [Fact]
    public void The_word_is_for_one_port_and_one_host()
    {
        Assert.True(Expect(2));
        _vm.PlugIn(2, 2);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _vm.PlugIn(3, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Announcement);
        TestHost thief = _world.Add(new TestHost("02:00:00:00:00:66", "10.1.0.12"), leaf: 2, port: s_port.Value);
        _world.Speak(thief, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(1));
        _world.AssertOwner(_vm.Addresses[0], 1);
    }

    [Fact]
    public void It_expires()
    {
        Assert.True(Expect(2));
        _world.Run(s_word);
        _vm.PlugIn(2, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(s_moment);
        _world.AssertOwner(_vm.Addresses[0], 1);
    }

    [Fact]
    public void Who_has_left_again_is_expected_no_more()
    {
        Assert.True(Expect(2));
        _vm.PlugIn(2, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));
        Assert.True(Expect(3));
        _vm.PlugIn(3, s_port.Value);
        _world.Speak(_vm, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));
        _world.AssertOwner(_vm.Addresses[0], 3);

        TestHost thief = _world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12"), leaf: 2, port: s_port.Value);
        _world.Speak(thief, EvidenceKind.Announcement);
        _world.Run(TimeSpan.FromSeconds(2));
        _world.AssertOwner(_vm.Addresses[0], 3);
    }

    [Fact]
    public void Words_are_limited_and_make_room_when_they_expire()
    {
        Begin(MoveTrust.Announced, new FabricLimits { HostsPerNode = 4 });
        for (ulong i = 1; i <= 4; i++)
        {
            Assert.True(Expect(2, MacAddress.FromValue(0x0200_0000_1000 + i)));
        }

        Assert.False(Expect(2, MacAddress.FromValue(0x0200_0000_2000)));
        Assert.True(Expect(2, MacAddress.FromValue(0x0200_0000_1001)));
        Assert.Equal(1, _world.Leaf(2).Engine.Counters[HostCounter.ExpectationRefused]);
        _world.Run(s_word + s_word);
        Assert.True(Expect(2, MacAddress.FromValue(0x0200_0000_2000)));
    }

    private void Begin(MoveTrust moves, FabricLimits? limits = null)
    {
        _world = new HostWorld(TestFabric.Make(3, moves, limits: limits));
        _world.Add(_vm, leaf: 1, port: 0);
        _world.Speak(_vm, EvidenceKind.ArpNd);
        _world.Speak(_vm, EvidenceKind.ArpNd, _vm.Addresses[1]);
        _world.Run(TimeSpan.FromSeconds(2));
    }

    private bool Expect(int leaf, MacAddress? mac = null) =>
        _world.Leaf(leaf).Engine.Expect(_world.Now, new HostExpectation(s_port, mac ?? _vm.Mac, s_word), _world.Leaf(leaf));
}
