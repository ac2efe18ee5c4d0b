namespace Weft.Simulation.Tests;

/// <summary>How many frames to many a guarded port lets in: as many as the fabric file allows at once, and then as many in each second.</summary>
public sealed class StormTests
{
    private const int Allowed = 1_000;
    private const string Host = PlaneBench.Host;
    private const string Neighbor = "02:00:00:00:00:66";

    private readonly PlaneBench _bench = new();
    private readonly byte[] _broadcast = PlaneFrames.Udp(PlaneFrames.Broadcast, Host, "10.15.0.11", "10.15.0.255");

    public StormTests()
    {
        _bench.Attach("kept", "swp5", Host, "10.15.0.11");
        _bench.Attach("kept", "swp9", Neighbor, "10.15.0.12");
    }

    [Fact]
    public void At_the_limit_nothing_is_cut_and_one_frame_later_it_is()
    {
        Assert.Equal(Allowed, Storm("swp5", _broadcast, Allowed));
        Assert.Equal(0, _bench.Plane.Counters.Count(PlaneDrop.Storm));
        Assert.Equal(0, Storm("swp5", _broadcast, 50));
        Assert.Equal(PlaneDrop.Storm, _bench.Drop);
        Assert.Equal(50, _bench.Plane.Counters.Count(PlaneDrop.Storm));
    }

    [Fact]
    public void After_a_storm_frames_enter_at_the_rate()
    {
        Storm("swp5", _broadcast, 5 * Allowed);
        TimeSpan packet = TimeSpan.FromSeconds(1) / Allowed;
        _bench.Wait(packet - TimeSpan.FromTicks(1));
        Assert.Equal(0, Storm("swp5", _broadcast, 2));
        _bench.Wait(TimeSpan.FromTicks(1));
        Assert.Equal(1, Storm("swp5", _broadcast, 2));
        _bench.Wait(packet * 7);
        Assert.Equal(7, Storm("swp5", _broadcast, 20));
        _bench.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(Allowed, Storm("swp5", _broadcast, 2 * Allowed));
    }

    [Fact]
    public void Another_port_loses_nothing()
    {
        Storm("swp5", _broadcast, 3 * Allowed);
        byte[] frame = PlaneFrames.Udp(PlaneFrames.Broadcast, Neighbor, "10.15.0.12", "10.15.0.255");
        Assert.Equal(Allowed, Storm("swp9", frame, Allowed));
        Assert.Equal(2 * Allowed, _bench.Plane.Counters.Count(PlaneDrop.Storm));
    }

    [Fact]
    public void What_is_for_one_enters_whatever_the_storm()
    {
        Storm("swp5", _broadcast, 3 * Allowed);
        byte[] frame = PlaneFrames.Udp(Neighbor, Host, "10.15.0.11", "10.15.0.12");
        Assert.Contains(_bench.Receive("swp5", frame), sent => sent.Port == "swp9");
    }

    [Fact]
    public void Multicast_and_questions_are_frames_to_many_too()
    {
        Storm("swp5", PlaneFrames.ArpRequest(Host, "10.15.0.11", "10.15.0.12"), Allowed - 1);
        _bench.Receive("swp5", PlaneFrames.Udp("01:00:5e:00:00:fb", Host, "10.15.0.11", "224.0.0.251"));
        Assert.Equal(0, _bench.Plane.Counters.Count(PlaneDrop.Storm));
        _bench.Receive("swp5", _broadcast);
        Assert.Equal(PlaneDrop.Storm, _bench.Drop);
    }

    [Fact]
    public void What_the_guard_refuses_anyway_is_counted_as_a_storm_once_it_is_one()
    {
        byte[] forged = PlaneFrames.Udp(PlaneFrames.Broadcast, Host, "10.15.0.99", "10.15.0.255");
        Storm("swp5", forged, Allowed + 1);
        Assert.Equal(Allowed, _bench.Plane.Counters.Count(PlaneDrop.Unbound));
        Assert.Equal(1, _bench.Plane.Counters.Count(PlaneDrop.Storm));
    }

    [Fact]
    public void A_monitored_port_counts_a_storm_and_lets_it_in()
    {
        _bench.Attach("kept", "swp6", Neighbor, "10.15.0.13");
        byte[] frame = PlaneFrames.Udp(PlaneFrames.Broadcast, Neighbor, "10.15.0.13", "10.15.0.255");
        Assert.Equal(3 * Allowed, Storm("swp6", frame, 3 * Allowed));
        Assert.Equal(0, _bench.Plane.Counters.Count(PlaneDrop.Storm));
        Assert.Equal(2 * Allowed, _bench.Plane.Counters.CountMonitored(PlaneDrop.Storm));
    }

    [Fact]
    public void A_trusted_port_has_no_rate()
    {
        byte[] frame = PlaneFrames.Udp(PlaneFrames.Broadcast, Neighbor, "10.15.0.14", "10.15.0.255");
        for (int i = 0; i < 3 * Allowed; i++)
        {
            Assert.Contains(_bench.Receive("swp8", frame), sent => sent.Port == "swp9");
        }
    }

    [Fact]
    public void The_daemon_hears_what_is_cut_as_its_sockets_come_first()
    {
        Storm("swp5", _broadcast, Allowed);
        _bench.Punted.Clear();
        _bench.Receive("swp5", PlaneFrames.ArpRequest(Host, "10.15.0.11", "10.15.0.12"));
        Assert.Equal(PlaneDrop.Storm, _bench.Drop);
        Assert.Single(_bench.Punted);
    }

    /// <summary>Sends a frame so often at once; returns how many entered.</summary>
    private int Storm(string port, byte[] frame, int count)
    {
        int entered = 0;
        for (int i = 0; i < count; i++)
        {
            entered += _bench.Receive(port, frame).Any(sent => sent.Port == "swp8") ? 1 : 0;
        }

        return entered;
    }
}
