using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class RouteStoreTests
{
    private static readonly Gen<(int Kind, uint Host, uint NextHop)> s_step = Gen.Select(Gen.Int[0, 3], Gen.UInt[0, 40], Gen.UInt[1, 5]);

    [Fact]
    public void It_gives_back_every_route_as_it_was_and_keeps_only_shapes_in_use() => s_step.List[0, 300].Sample(steps =>
    {
        RouteStore store = new();
        Dictionary<RouteKey, KernelRoute> reference = [];
        foreach ((int kind, uint host, uint nextHop) in steps)
        {
            RouteKey key = new(VrfId.Default, IpPrefix.Host(IpAddress.Ipv4(0x0A09_0000 + host)));
            if (kind == 0)
            {
                store.Remove(key);
                reference.Remove(key);
                continue;
            }

            KernelRoute route = new() { Table = 254, Prefix = key.Prefix, Metric = 1024, Protocol = RouteProtocol.Weft, NextHopId = nextHop };
            store.Set(key, route);
            reference[key] = route;
        }

        Assert.Equal(reference.Count, store.Count);
        Assert.Equal(reference.OrderBy(static row => row.Key.Prefix), store.Rows.OrderBy(static row => row.Key.Prefix));
        Assert.Equal(
            reference.Values.Select(static route => route.NextHopId).Distinct().Order(), store.Shapes.Select(static route => route.NextHopId).Order());
        Assert.All(reference, row => Assert.True(store.TryGetValue(row.Key, out KernelRoute found) && found == row.Value));
    });

    [Fact]
    public void Routes_that_differ_in_their_prefix_only_have_one_shape()
    {
        RouteStore store = new();
        for (uint host = 0; host < 1000; host++)
        {
            IpPrefix prefix = IpPrefix.Host(IpAddress.Ipv4(0x0A09_0000 + host));
            store.Set(new RouteKey(VrfId.Default, prefix), new KernelRoute { Table = 254, Prefix = prefix, NextHopId = 7 });
        }

        Assert.Single(store.Shapes);
        store.Clear();
        Assert.Empty(store.Shapes);
        Assert.Equal(0, store.Count);
    }
}
