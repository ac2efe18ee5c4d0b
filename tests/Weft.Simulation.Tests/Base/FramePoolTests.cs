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
    public void Frames_of_one_payload_keep_their_own_headers_and_each_is_freed_with_its_last_holder()
    {
        FramePool pool = new();
        byte[] frame = [.. Enumerable.Range(0, 700).Select(static octet => (byte)(octet * 7))];
        int[] kept = [.. Enumerable.Range(0, 50).Select(number =>
        {
            frame[5] = (byte)number;
            return pool.Keep(frame);
        })];
        frame[600]++;
        int other = pool.Keep(frame);
        Assert.Equal(frame, pool[other]);
        frame[600]--;
        for (int number = 0; number < kept.Length; number++)
        {
            frame[5] = (byte)number;
            Assert.Equal(frame, pool[kept[number]]);
            pool.Release(kept[number]);
        }

        Assert.Equal(1, pool.InUse);
        frame[5] = 99;
        Assert.Equal(frame, pool[pool.Keep(frame)]);
    }

    [Fact]
    public void A_frame_longer_than_any_link_carries_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => new FramePool().Keep(new byte[FramePool.MaximumLength + 1]));
}
