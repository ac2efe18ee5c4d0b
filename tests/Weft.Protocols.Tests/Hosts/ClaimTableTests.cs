using CsCheck;
using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

public sealed class ClaimTableTests
{
    // Few addresses and MACs, so that chains are long, and are torn in every place.
    private static readonly Gen<(bool IsAdded, int Address, int Mac)[]> Steps =
        Gen.Select(Gen.Bool, Gen.Int[0, 60], Gen.Int[1, 5], static (isAdded, address, mac) => (isAdded, address, mac)).Array[1, 300];

    [Fact]
    public void Whatever_is_added_and_removed_the_tables_hold_what_a_dictionary_would() => Steps.Sample(steps =>
    {
        LoneClaims claims = new();
        MacClaims macs = new();
        Dictionary<HostKey, (AnnouncedClaim Claim, Instant Since)> expected = [];
        long time = 0;
        foreach ((bool isAdded, int address, int mac) in steps)
        {
            HostKey key = KeyOf(address);
            if (!isAdded)
            {
                bool isThere = expected.Remove(key, out (AnnouncedClaim Claim, Instant Since) gone);
                Assert.Equal(isThere, isThere && claims.Remove(gone.Claim) && macs.Remove(gone.Claim));
            }
            else if (!expected.ContainsKey(key))
            {
                AnnouncedClaim added = Make(address, mac);
                Instant since = new(++time);
                claims.Add(added);
                claims.SetSince(added, since);
                macs.Add(added);
                expected.Add(key, (added, since));
            }
        }

        Assert.Equal(expected.Count, claims.Count);
        Assert.Equal(expected.Count, macs.Count);
        for (int address = 0; address <= 60; address++)
        {
            (AnnouncedClaim? claim, Instant since) = expected.GetValueOrDefault(KeyOf(address));
            Assert.Same(claim, claims.Find(KeyOf(address)));
            Assert.Equal(since, claim is null ? default : claims.SinceOf(claim));
        }

        for (int mac = 1; mac <= 5; mac++)
        {
            List<AnnouncedClaim> found = [];
            macs.CopyTo(MacOf(mac), found);
            Assert.Equal(
                expected.Values.Select(static item => item.Claim).Where(claim => claim.Claim.Mac == MacOf(mac)).OrderBy(static claim => claim.Claim.Key),
                found.OrderBy(static claim => claim.Claim.Key));
        }
    });

    [Fact]
    public void A_claim_that_is_replaced_keeps_its_place_and_its_time()
    {
        LoneClaims claims = new();
        AnnouncedClaim first = Make(1, 1);
        claims.Add(first);
        claims.SetSince(first, new Instant(5));
        AnnouncedClaim second = Make(1, 2);
        claims.Replace(first, second);
        Assert.Same(second, claims.Find(KeyOf(1)));
        Assert.Equal(new Instant(5), claims.SinceOf(second));
        Assert.Equal(1, claims.Count);
        Assert.False(claims.Remove(first));
    }

    private static HostKey KeyOf(int address) => new(VrfId.Default, IpAddress.Ipv4(0x0A00_0000 + (uint)address));

    private static MacAddress MacOf(int mac) => MacAddress.FromValue(0x0200_0000_0000UL + (ulong)mac);

    private static AnnouncedClaim Make(int address, int mac) => new(
        SystemId.FromValue(1), new HostClaim(VrfId.Default, KeyOf(address).Address, MacOf(mac), 1, SegmentId.Routed(1, 1), 0, ClaimFlags.None));
}
