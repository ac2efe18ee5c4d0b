using Weft.Model;
using Weft.Protocols.Edge;
using Weft.Wire;

namespace Weft.Protocols.Tests.Edge;

/// <summary>Ports that a BPDU shuts.</summary>
public sealed class BpduTests
{
    private const string Host = "02:00:00:00:00:0b";
    private const string Bridge = "02:00:00:00:00:99";

    private static readonly TimeSpan s_recovery = TimeSpan.FromMinutes(5);

    private readonly EdgeBench _bench = new();

    public static TheoryData<string, byte[]> Bpdus => new()
    {
        { "spanning tree", Frame("0180c2000000", "424203", "0000000000") },
        { "rapid spanning tree", Frame("0180c2000000", "424203", "0000020202") },
        { "a provider's bridge", Frame("0180c2000008", "424203", "0000020202") },
        { "a tree of each VLAN", Frame("01000ccccccd", "aaaa03", "00000c010b0000020202") },
        { "a BPDU with nothing in it", Frame("0180c2000000", "424203", string.Empty) },
    };

    public static TheoryData<string, byte[]> Others => new()
    {
        { "IS-IS", Frame("0180c2000015", "fefe03", "83") },
        { "discovery by Cisco", Frame("01000ccccccc", "aaaa03", "00000c2000") },
        { "spanning tree to a host", Frame("020000000001", "424203", "0000000000") },
        { "LLDP to bridges", Convert.FromHexString("0180c2000000020000000099" + "88cc" + "0207") },
        { "something cut", Convert.FromHexString("0180c2000000020000000099" + "0003" + "42") },
        { "no length", Convert.FromHexString("0180c2000000020000000099") },
    };

    [Theory]
    [MemberData(nameof(Bpdus))]
    public void A_bpdu_shuts_its_port_and_no_other(string what, byte[] frame)
    {
        Assert.Equal(EdgeVerdict.Refuse, _bench.Receive("edge", frame));
        KeyValuePair<PortIndex, ShutPortRow> shut = Assert.Single(_bench.Shut);
        Assert.Equal(_bench.Port("edge"), shut.Key);
        Assert.Equal(new ShutPortRow(MacAddress.Parse(Bridge), _bench.Now, _bench.Now + s_recovery), shut.Value);
        Assert.Equal(new PortShut("edge", MacAddress.Parse(Bridge), s_recovery), Assert.Single(_bench.Events.OfType<PortShut>()));
        Assert.Equal(ViolationReason.Bpdu, Assert.Single(_bench.Engine.Violations).Reason);
        Assert.Equal(frame, Assert.Single(_bench.Engine.Frames).Octets.ToArray());
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp("both", Host, "10.1.0.11"));
        Assert.NotEmpty(what);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_bpdu_shuts_nothing(string what, byte[] frame)
    {
        _bench.Receive("edge", frame);
        _bench.Receive("both", frame);
        Assert.True(_bench.Shut.Count == 0, what);
    }

    [Theory]
    [InlineData("open", false)]
    [InlineData("strict", false)]
    [InlineData("seen", false)]
    [InlineData("edge", true)]
    [InlineData("both", true)]
    public void Only_ports_that_ask_for_it_are_shut_and_monitored_ones_only_tell(string port, bool isShut)
    {
        _bench.Receive(port, Bpdu());
        Assert.Equal(isShut, _bench.Shut.ContainsKey(_bench.Port(port)));
        Assert.Equal(isShut || port == "seen", _bench.Engine.Violations.Any());
    }

    [Fact]
    public void What_a_shut_port_still_says_is_not_heard()
    {
        _bench.Receive("edge", Bpdu());
        int told = _bench.Events.Count;
        Assert.Equal(EdgeVerdict.Refuse, _bench.Receive("edge", Bpdu()));
        Assert.Equal(EdgeVerdict.Refuse, _bench.Arp("edge", Host, "10.1.0.11"));
        Assert.False(_bench.FirstPacket("edge", Host, "10.1.0.11"));
        Assert.Equal(told, _bench.Events.Count);
    }

    [Fact]
    public void A_port_is_opened_when_its_time_is_over_and_not_before()
    {
        _bench.Receive("edge", Bpdu());
        _bench.Now += TimeSpan.FromMinutes(1);
        _bench.Receive("both", Bpdu());
        Assert.Equal(_bench.Shut[_bench.Port("edge")].Until, _bench.Engine.NextDeadline);

        _bench.Now = _bench.Engine.NextDeadline + TimeSpan.FromTicks(-1);
        _bench.Engine.HandleTimer(_bench.Now, _bench);
        Assert.Equal(2, _bench.Shut.Count);

        _bench.Now += TimeSpan.FromTicks(1);
        _bench.Engine.HandleTimer(_bench.Now, _bench);
        Assert.Equal(_bench.Port("both"), Assert.Single(_bench.Shut).Key);
        Assert.Equal(new PortOpened("edge", IsEarly: false), _bench.Events[^1]);
        Assert.Equal(EdgeVerdict.Pass, _bench.Arp("edge", Host, "10.1.0.11"));
        Assert.Equal(_bench.Shut[_bench.Port("both")].Until, _bench.Engine.NextDeadline);
    }

    [Fact]
    public void A_port_can_be_opened_sooner_and_the_next_bpdu_shuts_it_again()
    {
        _bench.Receive("edge", Bpdu());
        _bench.Engine.Open(_bench.Now, _bench.Port("edge"), _bench);
        _bench.Engine.Open(_bench.Now, _bench.Port("both"), _bench);
        Assert.Empty(_bench.Shut);
        Assert.Equal(new PortOpened("edge", IsEarly: true), Assert.Single(_bench.Events.OfType<PortOpened>()));
        Assert.Equal(Instant.Never, _bench.Engine.NextDeadline);
        _bench.Receive("edge", Bpdu());
        Assert.Single(_bench.Shut);
    }

    [Theory]
    [InlineData("edge", 60, 60)]
    [InlineData("edge", 3_600, 300)]
    [InlineData("edge", 0, -1)]
    [InlineData("strict", 60, -1)]
    [InlineData("seen", 60, -1)]
    public void A_port_stays_shut_over_a_restart_for_what_is_left_of_its_time(string port, int left, int kept)
    {
        ShutPortRow row = new(MacAddress.Parse(Bridge), _bench.Now, _bench.Now + TimeSpan.FromSeconds(left));
        _bench.Engine.KeepShut(_bench.Now, new ShutPort(_bench.Port(port), row), _bench);
        Assert.Equal(kept >= 0, _bench.Shut.TryGetValue(_bench.Port(port), out ShutPortRow found));
        Assert.True(kept < 0 || found.Until == _bench.Now + TimeSpan.FromSeconds(kept));
        Assert.Empty(_bench.Events);
    }

    private static byte[] Bpdu() => Frame("0180c2000000", "424203", "0000000000");

    private static byte[] Frame(string to, string llc, string content) =>
        Convert.FromHexString(to + Bridge.Replace(":", string.Empty, StringComparison.Ordinal) + $"{(llc.Length + content.Length) / 2:x4}" + llc + content);
}
