using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>Guests behind one cable: bridging, RARP after an arrival, and frames that leave late.</summary>
public sealed class HypervisorTests : IHypervisorEffects
{
    private static readonly VlanId Web = new(10);
    private static readonly VlanId Mail = new(20);
    private readonly Hypervisor _hypervisor = new("hv1");
    private readonly HostStack _a = Guest(1);
    private readonly HostStack _b = Guest(2);
    private readonly HostStack _c = Guest(3);
    private readonly List<(VlanId Tag, byte[] Frame)> _uplink = [];
    private readonly List<(string Guest, byte[] Frame)> _delivered = [];

    public HypervisorTests()
    {
        _hypervisor.Attach(_a, Web);
        _hypervisor.Attach(_b, Web);
        _hypervisor.Attach(_c, Mail);
    }

    [Fact]
    public void A_broadcast_goes_to_all_of_the_vlan_and_to_the_cable_with_its_tag()
    {
        _hypervisor.FromGuest(Instant.Zero, _a, Frame(MacAddress.Broadcast, 1), this);
        Assert.Equal(["guest2"], _delivered.Select(item => item.Guest));
        Assert.Equal([Web], _uplink.Select(item => item.Tag));
    }

    [Fact]
    public void A_known_mac_gets_its_frames_alone_until_it_was_silent_for_too_long()
    {
        _hypervisor.FromGuest(Instant.Zero, _b, Frame(MacAddress.Broadcast, 2), this);
        Clear();
        Instant limit = Instant.Zero + LearningBridge.Ageing;
        _hypervisor.FromGuest(limit, _a, Frame(HostWire.Mac(2), 1), this);
        Assert.Equal((1, 0), (_delivered.Count, _uplink.Count));

        _hypervisor.FromGuest(new Instant(limit.Nanoseconds + 1), _a, Frame(HostWire.Mac(2), 1), this);
        Assert.Equal((2, 1), (_delivered.Count, _uplink.Count));
    }

    [Fact]
    public void What_comes_from_the_cable_reaches_its_guest_and_never_goes_back()
    {
        _hypervisor.FromGuest(Instant.Zero, _b, Frame(MacAddress.Broadcast, 2), this);
        Clear();
        _hypervisor.FromUplink(Instant.Zero, Web, Frame(HostWire.Mac(2), 9), this);
        _hypervisor.FromUplink(Instant.Zero, Web, Frame(HostWire.Mac(9), 8), this);
        Assert.Equal(["guest2"], _delivered.Select(item => item.Guest));
        Assert.Empty(_uplink);
    }

    [Fact]
    public void A_guest_that_left_is_looked_for_outside()
    {
        _hypervisor.FromGuest(Instant.Zero, _b, Frame(MacAddress.Broadcast, 2), this);
        Clear();
        Assert.True(_hypervisor.Detach(_b));
        Assert.False(_hypervisor.Detach(_b));
        _hypervisor.FromGuest(Instant.Zero, _a, Frame(HostWire.Mac(2), 1), this);
        Assert.Empty(_delivered);
        Assert.Single(_uplink);
        _hypervisor.FromGuest(Instant.Zero, _b, Frame(MacAddress.Broadcast, 2), this);
        Assert.Equal(1, _hypervisor.Lost);
    }

    [Fact]
    public void An_arrival_is_told_five_times_in_ever_longer_waits()
    {
        List<double> times = [];
        _hypervisor.AnnounceArrival(Instant.Zero, _a, this);
        times.AddRange(Enumerable.Repeat(0.0, _uplink.Count));
        while (_hypervisor.NextDeadline is Instant next && next != Instant.Never)
        {
            _hypervisor.HandleTimer(new Instant(next.Nanoseconds - 1), this);
            Assert.Equal(times.Count, _uplink.Count);
            _hypervisor.HandleTimer(next, this);
            times.Add((next - Instant.Zero).TotalMilliseconds);
        }

        Assert.Equal([0, 50, 200, 450, 800], times);
        Assert.All(_uplink, item => Assert.Contains("RARP, Request who-is 02:00:00:00:00:01", FramePrinter.Print(item.Frame)));
        Assert.All(_uplink, item => Assert.Equal(Web, item.Tag));
    }

    [Fact]
    public void Frames_that_are_kept_back_leave_at_their_time_even_when_the_guest_is_gone()
    {
        Instant due = Instant.Zero + TimeSpan.FromMilliseconds(200);
        _hypervisor.Hold(Instant.Zero, _a, TimeSpan.FromMilliseconds(200));
        _hypervisor.FromGuest(Instant.Zero, _a, Frame(HostWire.Mac(9), 1), this);
        _hypervisor.FromGuest(new Instant(due.Nanoseconds - 1), _a, Frame(HostWire.Mac(9), 1), this);
        _hypervisor.Detach(_a);
        _hypervisor.HandleTimer(new Instant(due.Nanoseconds - 1), this);
        Assert.Empty(_uplink);
        Assert.Equal(due, _hypervisor.NextDeadline);
        _hypervisor.HandleTimer(due, this);
        Assert.Equal(2, _uplink.Count);
        Assert.Equal((Instant.Never, 0), (_hypervisor.NextDeadline, _hypervisor.HeldCount));
    }

    [Fact]
    public void Frames_of_several_guests_leave_in_the_order_in_which_they_are_due_and_too_many_are_lost()
    {
        _hypervisor.Hold(Instant.Zero, _a, TimeSpan.FromMilliseconds(200));
        _hypervisor.Hold(Instant.Zero, _b, TimeSpan.FromMilliseconds(100));
        _hypervisor.FromGuest(Instant.Zero, _a, Frame(HostWire.Mac(9), 1), this);
        for (int i = 0; i < Hypervisor.HeldLimit; i++)
        {
            _hypervisor.FromGuest(Instant.Zero, _b, Frame(HostWire.Mac(9), 2), this);
        }

        Assert.Equal(1, _hypervisor.Lost);
        _hypervisor.HandleTimer(Instant.Zero + TimeSpan.FromMilliseconds(100), this);
        Assert.Equal(Hypervisor.HeldLimit - 1, _uplink.Count);
        Assert.All(_uplink, item => Assert.Equal(HostWire.Mac(2), MacAddress.Read(item.Frame.AsSpan(6))));
        Assert.Equal(1, _hypervisor.HeldCount);
    }

    void IHypervisorEffects.ToUplink(VlanId tag, ReadOnlySpan<byte> frame) => _uplink.Add((tag, frame.ToArray()));

    void IHypervisorEffects.ToGuest(HostStack guest, ReadOnlySpan<byte> frame) => _delivered.Add((guest.Name, frame.ToArray()));

    private static HostStack Guest(int number) =>
        new(new HostSetup { Name = $"guest{number}", Mac = HostWire.Mac(number), Addresses = [] }, new RandomSource((ulong)number));

    private static byte[] Frame(MacAddress destination, int from)
    {
        byte[] frame = new byte[60];
        new EthernetHeader(destination, HostWire.Mac(from), EtherType.Ipv4).Write(frame);
        return frame;
    }

    private void Clear()
    {
        _uplink.Clear();
        _delivered.Clear();
    }
}
