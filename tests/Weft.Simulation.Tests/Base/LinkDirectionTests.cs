using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

public sealed class LinkDirectionTests
{
    private readonly SimScheduler _scheduler = new();
    private readonly Sink _sink = new();
    private readonly SimPort _to;

    public LinkDirectionTests() => _to = new SimPort(_scheduler.Add(_sink), 0);

    [Fact]
    public void A_frame_is_under_way_for_the_delay()
    {
        Send(Make(LinkQuality.Of(TimeSpan.FromMicroseconds(7))), 1);
        Run();
        Assert.Equal(TimeSpan.FromMicroseconds(7), Assert.Single(_sink.Received).At - SimWorld.Start);
    }

    [Fact]
    public void Frames_wait_for_a_line_of_limited_bandwidth_and_too_many_are_dropped()
    {
        // 1,000 octets and 24 of overhead take 8,192 ns at 1 Gbit/s.
        LinkDirection link = Make(new LinkQuality { Bandwidth = 1_000_000_000, QueueLength = 4 });
        Send(link, 10, 1000);
        Run();
        Assert.Equal(5, _sink.Received.Count);
        Assert.Equal(5, link.Counters.QueueDrops);
        Assert.Equal(8_192 * 5, _sink.Received[^1].At.Nanoseconds - SimWorld.Start.Nanoseconds);
    }

    [Fact]
    public void Loss_and_duplication_come_as_often_as_they_are_set()
    {
        LinkDirection link = Make(new LinkQuality { LossPerMillion = 200_000, DuplicationPerMillion = 100_000 });
        Send(link, 10_000);
        Run();
        Assert.InRange(link.Counters.Lost, 1_800, 2_200);
        Assert.InRange(link.Counters.Duplicated, 650, 950);
        Assert.Equal(link.Counters.Sent - link.Counters.Lost + link.Counters.Duplicated, _sink.Received.Count);
    }

    [Fact]
    public void Jitter_lets_later_frames_overtake()
    {
        LinkDirection link = Make(new LinkQuality { Jitter = TimeSpan.FromMilliseconds(1) });
        for (byte i = 0; i < 100; i++)
        {
            ((ISimCable)link).Send(VlanId.Untagged, [i]);
        }

        Run();
        Assert.Equal(100, _sink.Received.Count);
        Assert.NotEqual(_sink.Received.OrderBy(item => item.First), _sink.Received);
    }

    [Fact]
    public void A_silent_link_and_one_without_carrier_deliver_nothing()
    {
        LinkDirection link = Make(default);
        link.IsSilent = true;
        Send(link, 1);
        link.IsSilent = false;
        link.HasCarrier = false;
        Send(link, 1);
        link.HasCarrier = true;
        Send(link, 1);
        Run();
        Assert.Single(_sink.Received);
        Assert.Equal(2, link.Counters.Lost);
    }

    private LinkDirection Make(LinkQuality quality) => new(_scheduler, new RandomSource(3), "a", "b", 0, _to, quality);

    private static void Send(LinkDirection link, int count, int length = 64)
    {
        for (int i = 0; i < count; i++)
        {
            ((ISimCable)link).Send(VlanId.Untagged, new byte[length]);
        }
    }

    private void Run()
    {
        while (_scheduler.Step(SimWorld.Start + TimeSpan.FromSeconds(1)))
        {
        }
    }
}
