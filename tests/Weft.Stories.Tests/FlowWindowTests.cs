namespace Weft.Stories.Tests;

public sealed class FlowWindowTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void AWholeFlowHasTheIntervalAsItsGap()
    {
        FlowLog log = Flow(100, delayTicks: 500, lost: []);
        FlowWindow window = FlowWindow.Measure(log, 0, 100, s_interval);
        Assert.Equal(new FlowWindow(100, 0, s_interval, TimeSpan.FromTicks(500)), window);
    }

    [Fact]
    public void LostProbesMakeAGapFromTheArrivalBeforeToTheArrivalAfter()
    {
        FlowLog log = Flow(100, delayTicks: 500, lost: [40, 41, 42, 70]);
        FlowWindow window = FlowWindow.Measure(log, 0, 100, s_interval);
        Assert.Equal(4, window.Lost);
        Assert.Equal(TimeSpan.FromMilliseconds(4), window.LongestGap);
    }

    [Fact]
    public void AGapThatBeginsWithTheWindowCountsFromTheArrivalBefore()
    {
        FlowLog log = Flow(100, delayTicks: 500, lost: [40, 41, 42]);
        Assert.Equal(TimeSpan.FromMilliseconds(4), FlowWindow.Measure(log, 40, 100, s_interval).LongestGap);
    }

    [Fact]
    public void AGapThatHasNotEndedCountsUntilTheLastProbe()
    {
        FlowLog log = Flow(100, delayTicks: 500, lost: [.. Enumerable.Range(80, 20)]);
        Assert.Equal(TimeSpan.FromTicks(200_000 - 500), FlowWindow.Measure(log, 0, 100, s_interval).LongestGap);
    }

    [Fact]
    public void ALateSenderIsNotTheNetworksGap()
    {
        FlowLog log = new();
        Deliver(log, 10_000);
        Deliver(log, 20_000);
        Deliver(log, 220_000);
        Deliver(log, 230_000);
        FlowWindow window = FlowWindow.Measure(log, 0, 4, s_interval);
        Assert.Equal(s_interval, window.LongestGap);
    }

    [Fact]
    public void AHeldProbeIsADelayAndAGap()
    {
        FlowLog log = new();
        Deliver(log, 10_000);
        long held = log.Send(20_000);
        log.Arrive(held, 20_000 + 80_000);
        FlowWindow window = FlowWindow.Measure(log, 0, 2, s_interval);
        Assert.Equal(TimeSpan.FromTicks(80_000), window.LongestDelay);
        Assert.Equal(TimeSpan.FromTicks(89_999), window.LongestGap);
    }

    [Fact]
    public void ASecondCopyAndAForgottenNumberDoNotCount()
    {
        FlowLog log = new();
        long number = log.Send(10_000);
        log.Arrive(number, 11_000);
        log.Arrive(number, 99_000);
        log.Arrive(number + 1, 12_000);
        log.Arrive(-1, 12_000);
        Assert.Equal(11_000, log.ArrivedAt(number));
        Assert.True(log.IsWhole(1, 1));
    }

    [Fact]
    public void NothingArrivedIsAGapOfTheWholeWindow()
    {
        FlowLog log = Flow(11, delayTicks: 1, lost: [.. Enumerable.Range(0, 11)]);
        FlowWindow window = FlowWindow.Measure(log, 0, 11, s_interval);
        Assert.Equal(new FlowWindow(11, 11, TimeSpan.FromMilliseconds(10), TimeSpan.Zero), window);
    }

    [Fact]
    public void AWindowThatIsNoLongerRememberedIsRefused()
    {
        FlowLog log = Flow(FlowLog.UsualCapacity + 1, delayTicks: 1, lost: []);
        Assert.Throws<StoryException>(() => FlowWindow.Measure(log, 0, 10, s_interval));
        Assert.Equal(0, FlowWindow.Measure(log, 1, 10, s_interval).Lost);
    }

    private static FlowLog Flow(int probes, long delayTicks, int[] lost)
    {
        FlowLog log = new();
        for (int i = 0; i < probes; i++)
        {
            long now = (i + 1) * s_interval.Ticks;
            long number = log.Send(now);
            if (!lost.Contains(i))
            {
                log.Arrive(number, now + delayTicks);
            }
        }

        return log;
    }

    private static void Deliver(FlowLog log, long now) => log.Arrive(log.Send(now), now + 1);
}
