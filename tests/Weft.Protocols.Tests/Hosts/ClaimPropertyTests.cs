using CsCheck;
using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

public sealed class ClaimPropertyTests
{
    private static readonly Gen<(SystemId Origin, HostClaim Claim)> GenClaim =
        from origin in Gen.ULong[1, 5]
        from epoch in Gen.OneOf(Gen.UInt[1, 4], Gen.UInt[ClaimOrder.MaximumLead, ClaimOrder.MaximumLead + 4], Gen.UInt[uint.MaxValue - 3, uint.MaxValue])
        from tentative in Gen.Bool
        select (SystemId.FromValue(origin), new HostClaim(
            VrfId.Default, IpAddress.Parse("10.1.0.12"), MacAddress.FromValue(0x0200_0000_0012), epoch, SegmentId.Routed(1, (int)origin), 0,
            tentative ? ClaimFlags.Tentative : ClaimFlags.None));

    [Fact]
    public void Agreement_the_order_of_claims_is_total_and_antisymmetric() =>
        Gen.Select(GenClaim, GenClaim, GenClaim).Sample((a, b, c) =>
        {
            uint lowest = Math.Min(a.Claim.Epoch, Math.Min(b.Claim.Epoch, c.Claim.Epoch));
            int ab = ClaimOrder.Compare(a.Origin, a.Claim, b.Origin, b.Claim, lowest);
            int ba = ClaimOrder.Compare(b.Origin, b.Claim, a.Origin, a.Claim, lowest);
            int bc = ClaimOrder.Compare(b.Origin, b.Claim, c.Origin, c.Claim, lowest);
            int ac = ClaimOrder.Compare(a.Origin, a.Claim, c.Origin, c.Claim, lowest);
            return Math.Sign(ab) == -Math.Sign(ba) && (ab <= 0 || bc <= 0 || ac > 0);
        });

    /// <summary>Whatever the delays of the claims: after a host stops moving, exactly the leaf where it is claims it and all route there.</summary>
    [Fact]
    public void Convergence_after_any_moves_with_any_delays_the_host_is_claimed_where_it_is() =>
        Gen.Select(Gen.ULong, Gen.Select(Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 40]).Array[1, 12]).Sample((seed, moves) =>
        {
            RandomSource random = new(seed);
            HostWorld world = new(TestFabric.Make(3), () => random.Between(TimeSpan.FromMicroseconds(50), TimeSpan.FromMilliseconds(30)));
            TestHost vm = world.Add(new TestHost("02:00:00:00:00:12", "10.1.0.12", "2001:db8:1::12"), leaf: 1, port: 0);
            world.Speak(vm, EvidenceKind.ArpNd);
            world.Speak(vm, EvidenceKind.ArpNd, vm.Addresses[1]);
            EvidenceKind[] kinds = [EvidenceKind.Announcement, EvidenceKind.Rarp, EvidenceKind.Data, EvidenceKind.ArpNd];
            foreach ((int leaf, int port, int kind, int milliseconds) in moves)
            {
                vm.PlugIn(leaf, port);
                world.Speak(vm, kinds[kind]);
                world.Run(TimeSpan.FromMilliseconds(milliseconds));
            }

            // A live host goes on talking: plain data counts again when the guard is over.
            world.Run(TimeSpan.FromSeconds(2));
            world.Speak(vm, EvidenceKind.Data);
            world.Speak(vm, EvidenceKind.Data, vm.Addresses[1]);
            world.Run(TimeSpan.FromSeconds(5));
            world.AssertOwner(vm.Addresses[0], vm.Leaf);
            world.AssertOwner(vm.Addresses[1], vm.Leaf);
        }, iter: 2_000, threads: 1);
}
