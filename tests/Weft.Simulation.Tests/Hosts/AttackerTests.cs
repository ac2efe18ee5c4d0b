using CsCheck;
using Weft.Model;
using Weft.Testing;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>What attackers send, when, and what it does to hosts that nobody protects.</summary>
public sealed class AttackerTests
{
    private static readonly MacAddress Evil = HostWire.Mac(66);
    private static readonly IpAddress A4 = IpAddress.Parse("10.1.0.11");
    private static readonly IpAddress B4 = IpAddress.Parse("10.1.0.12");
    private static readonly IpAddress B6 = IpAddress.Parse("2001:db8:1::12");
    private readonly HostWire _wire = new();
    private readonly WiredHost _a;
    private readonly WiredHost _attacker;

    public AttackerTests()
    {
        _a = _wire.Add("a", 1, "10.1.0.11/24", "2001:db8:1::11/64");
        _wire.Add("b", 2, "10.1.0.12/24", "2001:db8:1::12/64");
        _attacker = _wire.Add("attacker", 66, new HostOptions { Boots = false });
        _wire.Run(TimeSpan.FromSeconds(3));
        _a.Stack.SendUdp(_wire.Now, 1, B4, ProbePayload.OneWayPort, [], _a);
        _a.Stack.SendUdp(_wire.Now, 1, B6, ProbePayload.OneWayPort, [], _a);
        _wire.Run(TimeSpan.FromSeconds(2));
        _wire.Sent.Clear();
    }

    [Fact]
    public void An_attacker_strikes_at_its_times_and_as_often_as_it_shall()
    {
        AttackPace pace = new(Instant.Zero + TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 3);
        RarpForger forger = new(pace, HostWire.Mac(1));
        Instant[] due = [pace.Start, pace.Start + pace.Interval, pace.Start + (pace.Interval * 2)];
        for (int i = 0; i < due.Length; i++)
        {
            Assert.Equal(due[i], forger.NextDeadline);
            forger.HandleTimer(new Instant(due[i].Nanoseconds - 1), _attacker);
            Assert.Equal(i, forger.Strikes);
            forger.HandleTimer(due[i], _attacker);
            Assert.Equal(i + 1, forger.Strikes);
        }

        Assert.Equal(Instant.Never, forger.NextDeadline);
        Assert.All(Sent(), frame => Assert.Contains("RARP, Request who-is 02:00:00:00:00:01 tell 02:00:00:00:00:01", frame));
    }

    [Theory]
    [InlineData("10.1.0.12", false)]
    [InlineData("10.1.0.12", true)]
    [InlineData("2001:db8:1::12", false)]
    [InlineData("2001:db8:1::12", true)]
    public void A_spoofed_neighbour_takes_the_place_of_the_real_one(string claimed, bool toVictim)
    {
        IpAddress address = IpAddress.Parse(claimed);
        Assert.Equal(HostWire.Mac(2), _a.MacOf(claimed));
        IpAddress victim = address.IsIpv6 ? IpAddress.Parse("2001:db8:1::11") : A4;
        Strike(new NeighborSpoofer(Once, Evil, address, toVictim ? new SpoofedVictim(HostWire.Mac(1), victim) : null));
        Assert.Equal(Evil, _a.MacOf(claimed));
    }

    [Fact]
    public void A_storm_announces_addresses_of_its_prefix_only()
    {
        IpPrefix prefix = new(IpAddress.Parse("10.1.0.128"), 25);
        AnnouncementStorm storm = new(new AttackPace(_wire.Now, TimeSpan.FromMicroseconds(10), 100), Evil, prefix, new RandomSource(1));
        RunToEnd(storm);
        IpAddress[] announced = [.. _wire.Sent.Select(item => Arp(item.Frame)).Select(arp => arp.SenderAddress)];
        Assert.Equal(100, announced.Length);
        Assert.All(announced, address => Assert.True(prefix.Contains(address)));
        Assert.True(announced.Distinct().Count() > 30);
        RunToEnd(new AnnouncementStorm(Once, Evil, new IpPrefix(B6, 64), new RandomSource(1)));
        Assert.Contains("flags [Override]", Sent()[^1]);
    }

    [Fact]
    public void A_scan_asks_for_every_address_in_turn_and_begins_anew()
    {
        RunToEnd(new AddressScanner(new AttackPace(_wire.Now, TimeSpan.FromMilliseconds(1), 5), Evil, IpAddress.Parse("10.1.0.66"), new IpPrefix(IpAddress.Parse("10.1.0.8"), 30)));
        Assert.Equal(["10.1.0.8", "10.1.0.9", "10.1.0.10", "10.1.0.11", "10.1.0.8"], _wire.Sent.Where(item => item.From == "attacker").Select(item => Arp(item.Frame).TargetAddress.ToString()));
        RunToEnd(new AddressScanner(Once, Evil, IpAddress.LinkLocalFor(Evil), new IpPrefix(B6, 64)));
        Assert.Contains("who has 2001:db8:1::", Sent()[^1]);
    }

    [Fact]
    public void A_flood_never_uses_a_mac_twice_nor_a_group()
    {
        RunToEnd(new MacFlooder(new AttackPace(_wire.Now, TimeSpan.FromMicroseconds(1), 200), new RandomSource(3)));
        MacAddress[] sources = [.. _wire.Sent.Select(item => MacAddress.Read(item.Frame.AsSpan(6)))];
        Assert.Equal(200, sources.Distinct().Count());
        Assert.DoesNotContain(sources, mac => mac.IsGroup);
    }

    [Theory]
    [InlineData("10.1.0.12", "10.9.0.1")]
    [InlineData("2001:db8:1::12", "2001:db8:9::1")]
    public void A_packet_in_anothers_name_is_right_but_for_its_source(string source, string destination)
    {
        Strike(new SourceSpoofer(Once, Evil, HostWire.Mac(1), IpAddress.Parse(source), IpAddress.Parse(destination)));
        Assert.Contains($"{source} > {destination}", Sent()[0]);
        Assert.Contains("UDP 9 > 9", Sent()[0]);
        Assert.Equal(1, _a.Stack.Counters[StackCounter.OtherAddress]);
    }

    [Fact]
    public void Forged_routers_nodes_and_masters_send_messages_that_decoders_accept()
    {
        Strike(new RouterImpostor(Once, Evil, new IpPrefix(IpAddress.Parse("2001:db8:bad::"), 64)));
        Strike(new VrrpImpostor(Once, 10, IpAddress.Parse("10.1.0.66"), IpAddress.Parse("10.1.0.1")));
        Strike(new VrrpImpostor(Once, 10, IpAddress.LinkLocalFor(Evil), IpAddress.Parse("fe80::1")));
        Assert.Collection(
            Sent(),
            frame => Assert.Contains("router advertisement, hop limit 64, lifetime 1800s", frame),
            frame => Assert.Contains("00:00:5e:00:01:0a > 01:00:5e:00:00:12", frame),
            frame => Assert.Contains("VRRPv3, vrid 10, prio 255", frame));
    }

    [Fact]
    public void A_forged_node_says_hello_gives_a_route_and_purges_in_turn()
    {
        SystemId victim = SystemId.FromValue(7);
        RunToEnd(new IsisImpostor(new AttackPace(_wire.Now, TimeSpan.FromSeconds(1), 3), Evil, victim, B4));
        List<IsisPduType> types = [];
        foreach ((_, _, byte[] frame) in _wire.Sent)
        {
            Assert.Equal(IsisFault.None, IsisFrame.TryParse(frame, out _, out ReadOnlySpan<byte> octets));
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            types.Add(pdu.Type);
        }

        Assert.Equal([IsisPduType.PointToPointHello, IsisPduType.Level2LinkState, IsisPduType.Level2LinkState], types);
        Assert.True(LspHeader.Read(_wire.Sent[2].Frame.AsSpan(IsisFrame.HeaderLength)).IsPurge);
    }

    [Fact]
    public void A_parasite_answers_for_everybody_and_a_blocker_only_to_those_who_check()
    {
        NeighborParasite parasite = new(Evil);
        NeighborParasite blocker = new(Evil, onlyChecks: true);
        byte[] question = Question(ArpPacket.Request(HostWire.Mac(1), A4, IpAddress.Parse("10.1.0.99")));
        parasite.Receive(_wire.Now, question, _attacker);
        blocker.Receive(_wire.Now, question, _attacker);
        blocker.Receive(_wire.Now, Question(ArpPacket.Announcement(HostWire.Mac(1), A4)), _attacker);
        Assert.Equal((1L, 0L), (parasite.Strikes, blocker.Strikes));
        Assert.Contains("ARP, Reply 10.1.0.99 is-at 02:00:00:00:00:42", Sent()[0]);
        blocker.Receive(_wire.Now, Question(ArpPacket.Request(HostWire.Mac(1), IpAddress.Ipv4Any, IpAddress.Parse("10.1.0.99"))), _attacker);
        Assert.Equal(1, blocker.Strikes);
        Assert.Equal(Instant.Never, parasite.NextDeadline);
    }

    [Fact]
    public void A_blocker_keeps_a_host_from_its_address()
    {
        WiredHost c = _wire.Add("c", 3, new HostOptions { DetectsDuplicates = true }, "2001:db8:1::13/64");
        NeighborParasite blocker = new(Evil, onlyChecks: true);
        int seen = 0;
        for (Instant end = _wire.Now + TimeSpan.FromSeconds(3); _wire.Now < end;)
        {
            _wire.Run(TimeSpan.FromMilliseconds(10));
            foreach ((_, string from, byte[] frame) in _wire.Sent[seen..])
            {
                if (from == "c")
                {
                    blocker.Receive(_wire.Now, frame, _attacker);
                }
            }

            seen = _wire.Sent.Count;
        }

        Assert.All(c.Stack.Addresses, own => Assert.Equal(OwnAddressState.Duplicate, own.State));
    }

    [Fact]
    public void Starvation_leaves_an_honest_client_without_a_lease()
    {
        WiredHost server = _wire.Add("server", 100, "10.1.0.2/24");
        server.Stack.Serve(new DhcpServerSetup { First = new GatewayAddress(IpAddress.Parse("10.1.0.50"), 24), Count = 20 });
        RunToEnd(new DhcpStarver(new AttackPace(_wire.Now, TimeSpan.FromMilliseconds(1), 20), new RandomSource(5)));
        WiredHost c = _wire.Add("c", 3);
        DhcpClient client = c.Stack.StartDhcp(_wire.Now, c);
        _wire.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(DhcpClientState.Selecting, client.State);
    }

    /// <summary>Bytes never throw: whatever becomes of frames that were right, a host counts them and lives on.</summary>
    [Fact]
    public void Damaged_frames_never_break_a_host() => Gen.ULong.Sample(seed =>
    {
        AttackerTests world = new();
        WiredHost server = world._wire.Add("server", 100, "10.1.0.2/24");
        server.Stack.Serve(new DhcpServerSetup { First = new GatewayAddress(IpAddress.Parse("10.1.0.50"), 24), Count = 20 });
        WiredHost c = world._wire.Add("c", 3);
        c.Stack.StartDhcp(world._wire.Now, c);
        world._wire.Add("d", 4, "10.1.0.14/24").Stack.Listen(8001);
        world._a.Stack.Connect(world._wire.Now, IpAddress.Parse("10.1.0.14"), 8001, TimeSpan.FromMilliseconds(10), world._a);
        world._a.Stack.Start(world._wire.Now, new ProbeFlow(1, ProbeKind.Ping, B6, TimeSpan.FromMilliseconds(50)), world._a);
        world._wire.Run(TimeSpan.FromSeconds(1));
        byte[][] originals = [.. world._wire.Sent.Select(item => item.Frame).Where(frame => frame.Length < 400)];
        world.RunToEnd(new DamagedFrames(new AttackPace(world._wire.Now, TimeSpan.FromMilliseconds(1), 2_000), originals, new RandomSource(seed)));
        world._wire.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(StackState.Running, world._a.Stack.State);
    }, iter: 20, threads: 1);

    [Fact]
    public void Damage_is_the_same_for_the_same_seed_and_can_be_anything()
    {
        byte[][] originals = [.. Captures.Read("host-boot-arp-nd").Select(frame => frame.Octets)];
        byte[][] first = Damaged(originals, 9);
        Assert.Equal(first, Damaged(originals, 9));
        Assert.NotEqual(first, Damaged(originals, 10));
        Assert.Contains(first, frame => frame.Length < 42);
        Assert.Contains(first, frame => EthernetView.TryParse(frame, out _) != EthernetFault.None);
    }

    [Fact]
    public void Every_kind_of_attack_can_be_made_for_a_fabric_and_strikes()
    {
        Fabric fabric = FabricFile.Load(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", "one-rack.yaml"))).Fabric!;
        AttackScene scene = new() { Mac = Evil, Subnet = fabric.Subnets[0], Victim = fabric.Hosts[0], Node = SystemId.FromValue(1) };
        byte[] check = Question(ArpPacket.Request(HostWire.Mac(1), IpAddress.Ipv4Any, IpAddress.Parse("10.1.0.99")));
        foreach (AttackKind kind in Enum.GetValues<AttackKind>())
        {
            _wire.Sent.Clear();
            IAttacker? attacker = AttackerFactory.Make(kind, scene, Once, new RandomSource(1));
            Assert.NotNull(attacker);
            attacker.HandleTimer(_wire.Now, _attacker);
            attacker.Receive(_wire.Now, check, _attacker);
            Assert.Single(_wire.Sent);
        }
    }

    [Fact]
    public void An_attack_on_a_family_that_the_victim_has_not_cannot_be_made()
    {
        Fabric fabric = FabricFile.Load(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", "one-rack.yaml"))).Fabric!;
        FabricHost onlyIpv4 = fabric.Hosts[0] with { Addresses = [fabric.Hosts[0].Addresses[0]] };
        AttackScene scene = new() { Mac = Evil, Subnet = fabric.Subnets[0], Victim = onlyIpv4, Node = SystemId.FromValue(1) };
        Assert.Null(AttackerFactory.Make(AttackKind.SpoofHost6, scene, Once, new RandomSource(1)));
        Assert.Null(AttackerFactory.Make(AttackKind.SpoofSource6, scene, Once, new RandomSource(1)));
    }

    private AttackPace Once => new(_wire.Now, TimeSpan.FromSeconds(1), 1);

    private static ArpPacket Arp(byte[] frame)
    {
        Assert.Equal(ArpFault.None, ArpView.TryParse(frame.AsSpan(EthernetHeader.Length), out ArpView view));
        return view.Packet;
    }

    private static byte[] Question(ArpPacket packet)
    {
        byte[] frame = new byte[64];
        return frame[..FrameWriter.Arp(frame, MacAddress.Broadcast, packet.SenderMac, packet)];
    }

    private byte[][] Damaged(byte[][] originals, ulong seed)
    {
        _wire.Sent.Clear();
        RunToEnd(new DamagedFrames(new AttackPace(_wire.Now, TimeSpan.FromMilliseconds(1), 300), originals, new RandomSource(seed)));
        return [.. _wire.Sent.Where(item => item.From == "attacker").Select(item => item.Frame)];
    }

    private void Strike(PacedAttacker attacker)
    {
        attacker.HandleTimer(_wire.Now, _attacker);
        _wire.Run(TimeSpan.FromMilliseconds(1));
    }

    private void RunToEnd(PacedAttacker attacker)
    {
        while (attacker.NextDeadline != Instant.Never)
        {
            _wire.RunUntil(attacker.NextDeadline);
            attacker.HandleTimer(_wire.Now, _attacker);
        }
    }

    private string[] Sent() => _wire.SentBy(_attacker);
}
