namespace Weft.Simulation.Tests;

public sealed class FramePoolTests
{
    [Fact]
    public void A_frame_keeps_its_octets_while_others_come_and_go()
    {
        FramePool pool = new();
        int kept = pool.Keep([1, 2, 3]);
        for (int i = 0; i < 1000; i++)
        {
            int other = pool.Keep([(byte)i, 9]);
            if (i % 3 == 0)
            {
                pool.Release(other);
            }
        }

        Assert.Equal([1, 2, 3], pool[kept].ToArray());
    }

    [Fact]
    public void The_last_holder_frees_a_frame()
    {
        FramePool pool = new();
        int frame = pool.Keep([1], holders: 2);
        pool.Release(frame);
        Assert.Equal(1, pool.InUse);
        Assert.Equal([1], pool[frame].ToArray());
        pool.Release(frame);
        Assert.Equal(0, pool.InUse);
    }

    [Fact]
    public void A_frame_longer_than_any_link_carries_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new FramePool().Keep(new byte[FramePool.MaximumLength + 1]));
}
