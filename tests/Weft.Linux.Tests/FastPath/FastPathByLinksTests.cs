namespace Weft.Linux.Tests;

/// <summary>The fast path with its programs as links, on kernels that have them.</summary>
public sealed class FastPathByLinksTests() : FastPathTests(links: true)
{
    [Fact]
    public void A_program_that_somebody_takes_away_is_back_after_a_look_at_its_port()
    {
        if (Fast is null)
        {
            return;
        }

        using FastPathGuard guard = Node.Do(() => new FastPathGuard(Node.Plan));
        guard.Own = Fast;
        AllReachEachOther(ipv6: false);
        CloseLongWay();
        AssertCrosses(true, Web1, Web1.Address4, Web2);
        Node.Do(() => TestLink.Detach(Assert.Single(LinksAt("swp1"))));
        AssertCrosses(false, Web1, Web1.Address4, Web2);
        Node.Do(() => Assert.Null(NftLibrary.Run("delete table bridge closed")));
        Assert.Null(Node.Do(guard.FindObstacle));
        Assert.True(guard.IsTouched);
        Node.Do(Fast.AttachAgain);
        CloseLongWay();
        AssertCrosses(true, Web1, Web1.Address4, Web2);
    }

    [Fact]
    public void Links_of_others_are_noticed_at_each_port_in_turn()
    {
        if (Fast is null)
        {
            return;
        }

        using FastPathGuard guard = Node.Do(() => new FastPathGuard(Node.Plan));
        guard.Own = Fast;
        Assert.Null(Node.Do(guard.FindObstacle));
        using (Node.Do(() => TestLink.Attach("swp2")))
        {
            string?[] found = [.. Node.Plan.Ports.Select(_ => Node.Do(guard.FindObstacle))];
            Assert.Contains(found, obstacle => obstacle?.Contains("swp2", StringComparison.Ordinal) == true);
            Assert.NotNull(Node.Do(guard.FindObstacle));
        }

        Assert.Null(Node.Do(guard.FindObstacle));
        Assert.False(guard.IsTouched);
    }

    [Fact]
    public void It_comes_after_what_others_put_there_and_takes_only_its_own_away()
    {
        if (Fast is null)
        {
            return;
        }

        Node.Do(() => Node.DataPlane.UseFastPath(MonotonicClock.Now, null));
        Fast.Dispose();
        Assert.Empty(Node.Do(() => LinksAt("swp1")));
        using EbpfLink other = Node.Do(() => TestLink.Attach("swp1"));
        using FastPath again = TestFastPath.TryOpen(Node, links: true)!;
        Node.Do(() => Node.DataPlane.UseFastPath(MonotonicClock.Now, again));
        TestFastPath.Use(again, Node.Namespace, TimeSpan.FromMinutes(5));
        uint[] links = Node.Do(() => LinksAt("swp1"));
        Assert.Equal(2, links.Length);
        Assert.Equal(other.Id, links[0]);
        again.Dispose();
        Assert.Equal([other.Id], Node.Do(() => LinksAt("swp1")));
    }

    private static uint[] LinksAt(string port) => EbpfLink.Read(InterfaceIndex.Of(port), EbpfCalls.Ingress);
}
