using Weft.Model;
using Weft.Protocols.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class SpfScheduleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void The_first_change_runs_at_once_the_next_ones_after_the_short_delay()
    {
        SpfSchedule schedule = new();
        Instant now = Instant.Zero + TimeSpan.FromSeconds(100);
        schedule.Trigger(now);
        Assert.True(schedule.TryRun(now));
        Assert.False(schedule.TryRun(now));

        now += Tick;
        schedule.Trigger(now);
        Assert.Equal(now + IsisLimits.SpfShortDelay, schedule.NextDeadline);
        schedule.Trigger(now + Tick);
        Assert.Equal(now + IsisLimits.SpfShortDelay, schedule.NextDeadline);
        Assert.False(schedule.TryRun(now + (IsisLimits.SpfShortDelay - Tick)));
        Assert.True(schedule.TryRun(now + IsisLimits.SpfShortDelay));
    }

    [Fact]
    public void A_network_that_does_not_come_to_rest_gets_the_long_delay_from_the_tick_at_which_learning_ends()
    {
        SpfSchedule schedule = new();
        schedule.Trigger(Instant.Zero);
        Assert.True(schedule.TryRun(Instant.Zero));
        Instant last = Instant.Zero + (IsisLimits.SpfLearn - Tick);
        schedule.Trigger(last);
        Assert.Equal(last + IsisLimits.SpfShortDelay, schedule.NextDeadline);
        Assert.True(schedule.TryRun(schedule.NextDeadline));
        Instant late = Instant.Zero + (IsisLimits.SpfLearn + IsisLimits.SpfShortDelay);
        schedule.Trigger(late);
        Assert.Equal(late + IsisLimits.SpfLongDelay, schedule.NextDeadline);
    }

    [Fact]
    public void Rest_for_the_hold_down_makes_the_next_change_run_at_once_again()
    {
        SpfSchedule schedule = new();
        schedule.Trigger(Instant.Zero);
        Assert.True(schedule.TryRun(Instant.Zero));
        Instant almost = Instant.Zero + (IsisLimits.SpfHoldDown - Tick);
        schedule.Trigger(almost);
        Assert.True(schedule.NextDeadline > almost);
        Assert.True(schedule.TryRun(schedule.NextDeadline));
        Instant rested = almost + IsisLimits.SpfHoldDown;
        schedule.Trigger(rested);
        Assert.Equal(rested, schedule.NextDeadline);
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(1, 1)]
    public void A_bucket_gives_its_burst_and_then_one_per_interval(int burst, int milliseconds)
    {
        TimeSpan interval = TimeSpan.FromMilliseconds(milliseconds);
        TokenBucket bucket = new(burst, interval, 1);
        Instant now = Instant.Zero + TimeSpan.FromSeconds(5);
        for (int i = 0; i < burst; i++)
        {
            Assert.True(bucket.TryTake(now));
        }

        Assert.False(bucket.TryTake(now));
        Assert.Equal(now + interval, bucket.NextToken(now));
        Assert.False(bucket.TryTake(now + (interval - Tick)));
        Assert.True(bucket.TryTake(now + interval));
        Assert.False(bucket.TryTake(now + interval));
        Assert.Equal(now + (interval * 2), bucket.NextToken(now + interval));
    }
}
