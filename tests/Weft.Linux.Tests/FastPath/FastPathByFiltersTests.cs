namespace Weft.Linux.Tests;

/// <summary>The fast path with its programs as classifiers, as on kernels before Linux 6.6.</summary>
public sealed class FastPathByFiltersTests() : FastPathTests(links: false)
{
    [Fact]
    public void What_a_killed_daemon_left_is_gone_when_the_next_one_starts()
    {
        AllReachEachOther(ipv6: false);
        CloseLongWay();
        AssertCrosses(Fast is not null, Web1, Web1.Address4, Web2);
        Node.Do(() => FastPath.RemoveLeftovers(Node.Plan));
        AssertCrosses(false, Web1, Web1.Address4, Web2);
        Fast?.AttachAgain();
        AssertCrosses(Fast is not null, Web1, Web1.Address4, Web2);
    }
}
