using CsCheck;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>The longest match among random routes, compared with a look at all of them.</summary>
public sealed class RouteLookupPropertyTests
{
    private const int Bits = 6;

    // Few addresses, so that prefixes overlap: the last bits of 10.8.0.0 and of a small IPv6 network.
    private static readonly Gen<(bool Ipv6, int Bits)> Addresses = Gen.Select(Gen.Bool, Gen.Int[0, (1 << Bits) - 1]);

    private static readonly Gen<(RouteKey Key, bool Put, uint Group)> Changes =
        Gen.Select(Addresses, Gen.Int[0, Bits], Gen.Int[0, 1], Gen.Bool, Gen.UInt[0, 3]).Select(
            (address, shorter, vrf, put, group) => (new RouteKey(new VrfId((ushort)vrf), PrefixOf(address, shorter)), put, group));

    [Fact]
    public void The_longest_prefix_is_found_whatever_came_and_went() =>
        Changes.Array[0, 60].Sample(
            changes =>
            {
                PlaneBench bench = new();
                Dictionary<RouteKey, RouteRow> reference = [];
                foreach (ushort vrf in new ushort[] { 0, 1 })
                {
                    for (uint group = 1; group <= 3; group++)
                    {
                        bench.Group(group + (10u * vrf), new VrfId(vrf), "to-spine1", "to-spine2");
                    }
                }

                foreach ((RouteKey key, bool put, uint group) in changes)
                {
                    RouteRow row = new(new NextHopGroupId(group == 0 ? 0 : group + (10u * key.Vrf.Value)), 100);
                    if (put)
                    {
                        bench.Tables.Routes.Set(key, row);
                        reference[key] = row;
                    }
                    else
                    {
                        bench.Tables.Routes.Remove(key);
                        reference.Remove(key);
                    }

                    bench.Apply();
                }

                bench.Wait(TableApplier.DeleteDelay);
                foreach (ushort vrf in new ushort[] { 0, 1 })
                {
                    AssertSame(bench, new VrfId(vrf), reference);
                }
            },
            iter: 300);

    private static void AssertSame(PlaneBench bench, VrfId vrf, Dictionary<RouteKey, RouteRow> reference)
    {
        foreach (bool ipv6 in new[] { false, true })
        {
            for (int bits = 0; bits < 1 << Bits; bits++)
            {
                IpAddress address = AddressOf((ipv6, bits));
                RouteKey? best = reference.Keys.Where(key => key.Vrf == vrf && key.Prefix.Contains(address))
                    .OrderByDescending(key => key.Prefix.Length).Cast<RouteKey?>().FirstOrDefault();
                PlaneRoute? found = bench.Plane.FindRoute(vrf, address);
                Assert.Equal(best?.Prefix, found?.Match);
                if (best is { } key)
                {
                    Assert.Equal((reference[key].Group, reference[key].IsDiscard), (found!.Group, found.IsDiscard));
                }
            }
        }
    }

    private static IpAddress AddressOf((bool Ipv6, int Bits) address) => address.Ipv6
        ? IpAddress.Ipv6(IpAddress.Parse("2001:db8:8::").Bits + (uint)address.Bits)
        : IpAddress.Ipv4(0x0A08_0000 + (uint)address.Bits);

    private static IpPrefix PrefixOf((bool Ipv6, int Bits) address, int shorter)
    {
        IpAddress whole = AddressOf(address);
        return new IpPrefix(whole, whole.BitCount - shorter);
    }
}
