using CsCheck;
using Weft.Model;

namespace Weft.Simulation.Tests;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_happen_by_time_and_then_in_the_order_they_were_planned()
    {
        Gen.Int[0, 20].Array[0, 500].Sample(times =>
        {
            EventQueue queue = new();
            for (int i = 0; i < times.Length; i++)
            {
                queue.Plan(new Instant(times[i]), new SimEvent { Item = i });
            }

            int[] expected = [.. Enumerable.Range(0, times.Length).OrderBy(i => times[i]).ThenBy(i => i)];
            List<int> taken = [];
            while (queue.Count > 0)
            {
                Assert.Equal(times[expected[taken.Count]], queue.Next.Nanoseconds);
                taken.Add(queue.Take().Item);
            }

            Assert.Equal(expected, taken);
            Assert.Equal(Instant.Never, queue.Next);
        });
    }

    [Fact]
    public void Planning_and_taking_allocates_nothing_once_the_queue_is_large_enough()
    {
        EventQueue queue = new();
        RandomSource random = new(7);
        Churn(queue, random);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(queue, random);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Churn(EventQueue queue, RandomSource random)
    {
        for (int i = 0; i < 5000; i++)
        {
            queue.Plan(new Instant(random.Next(1000)), default);
        }

        while (queue.Count > 0)
        {
            queue.Take();
        }
    }
}
