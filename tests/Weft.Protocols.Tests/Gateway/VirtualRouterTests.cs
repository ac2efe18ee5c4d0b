using Weft.Model;
using Weft.Protocols.Gateway;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>The VRRP state machine, every state and event (RFC 5798 section 6.4).</summary>
public sealed class VirtualRouterTests
{
    private const byte Own = 100;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(VirtualRouterState.Initialize, 0, false, VirtualRouterState.Initialize, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Initialize, 200, false, VirtualRouterState.Initialize, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Backup, 0, false, VirtualRouterState.Backup, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Backup, 99, true, VirtualRouterState.Backup, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Backup, 100, false, VirtualRouterState.Backup, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Backup, 101, false, VirtualRouterState.Backup, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Master, 0, false, VirtualRouterState.Master, VirtualRouterAction.Advertise)]
    [InlineData(VirtualRouterState.Master, 99, true, VirtualRouterState.Master, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Master, 100, false, VirtualRouterState.Master, VirtualRouterAction.Nothing)]
    [InlineData(VirtualRouterState.Master, 100, true, VirtualRouterState.Backup, VirtualRouterAction.GiveWay)]
    [InlineData(VirtualRouterState.Master, 101, false, VirtualRouterState.Backup, VirtualRouterAction.GiveWay)]
    [InlineData(VirtualRouterState.Master, 255, false, VirtualRouterState.Backup, VirtualRouterAction.GiveWay)]
    public void An_advertisement_in_each_state(
        VirtualRouterState state, byte priority, bool higherAddress, VirtualRouterState expected, VirtualRouterAction action)
    {
        VirtualRouter router = In(state);
        Assert.Equal(action, router.Receive(At(10), priority, Second, higherAddress));
        Assert.Equal(expected, router.State);
    }

    [Fact]
    public void A_backup_waits_for_three_advertisements_and_its_skew()
    {
        VirtualRouter router = In(VirtualRouterState.Backup);
        Assert.Equal(TimeSpan.FromSeconds(156 / 256.0), router.Skew);
        Assert.Equal(Instant.Zero + TimeSpan.FromSeconds(3.609375), router.Deadline);
        router.Receive(At(2), 150, Second, false);
        Assert.Equal(At(2) + TimeSpan.FromSeconds(3.609375), router.Deadline);
        router.Receive(At(3), 99, Second, false);
        Assert.Equal(At(2) + TimeSpan.FromSeconds(3.609375), router.Deadline);
    }

    [Fact]
    public void A_backup_learns_the_masters_interval()
    {
        VirtualRouter router = In(VirtualRouterState.Backup);
        router.Receive(At(2), 150, TimeSpan.FromMilliseconds(500), false);
        Assert.Equal(At(2) + (TimeSpan.FromSeconds(3.609375) / 2), router.Deadline);
    }

    [Fact]
    public void A_master_that_leaves_is_followed_after_the_skew_alone()
    {
        VirtualRouter router = In(VirtualRouterState.Backup);
        router.Receive(At(2), 0, Second, false);
        Assert.Equal(At(2) + router.Skew, router.Deadline);
        Assert.Equal(VirtualRouterAction.TakeOver, router.Expire(router.Deadline));
        Assert.Equal(VirtualRouterState.Master, router.State);
    }

    [Fact]
    public void A_master_advertises_at_its_own_interval()
    {
        VirtualRouter router = In(VirtualRouterState.Master);
        Instant due = router.Deadline;
        Assert.Equal(VirtualRouterAction.Advertise, router.Expire(due));
        Assert.Equal(due + Second, router.Deadline);
    }

    [Fact]
    public void Stopping_tells_whether_a_master_must_say_goodbye()
    {
        Assert.True(In(VirtualRouterState.Master).Stop());
        Assert.False(In(VirtualRouterState.Backup).Stop());
        VirtualRouter stopped = In(VirtualRouterState.Initialize);
        Assert.False(stopped.Stop());
        Assert.Equal(VirtualRouterAction.Nothing, stopped.Expire(At(100)));
        Assert.Equal(Instant.Never, stopped.Deadline);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Nobody_owns_a_shared_address(byte priority)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualRouter(priority, Second));
    }

    private static Instant At(int seconds) => Instant.Zero + TimeSpan.FromSeconds(seconds);

    private static VirtualRouter In(VirtualRouterState state)
    {
        VirtualRouter router = new(Own, Second);
        if (state != VirtualRouterState.Initialize)
        {
            router.Start(Instant.Zero);
        }

        if (state == VirtualRouterState.Master)
        {
            router.Expire(router.Deadline);
        }

        return router;
    }
}
