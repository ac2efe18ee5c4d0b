using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The one rule that decides who owns a host. Every node applies it to the same set of claims and gets the same answer,
/// in whatever order the claims arrived: confirmed before tentative, then the higher epoch, then the lower system id.</summary>
public static class ClaimOrder
{
    /// <summary>How far epochs of claims that compete can be apart. A host that moves twice a second, which damping lets it, needs three months
    /// for that many moves; whoever is farther ahead has forged its epoch, or the others have begun anew.</summary>
    public const uint MaximumLead = 1 << 24;

    /// <summary>Positive when the first claim beats the second, negative when it loses, zero only for the same origin and rank.</summary>
    /// <param name="originA">The node of the first claim.</param>
    /// <param name="a">The first claim.</param>
    /// <param name="originB">The node of the second claim.</param>
    /// <param name="b">The second claim.</param>
    /// <param name="lowest">The lowest epoch, 0 left out, of all claims of the address that compete.</param>
    public static int Compare(SystemId originA, in HostClaim a, SystemId originB, in HostClaim b, uint lowest)
    {
        if (a.IsTentative != b.IsTentative)
        {
            return a.IsTentative ? -1 : 1;
        }

        int byEpoch = EpochThatCounts(a.Epoch, lowest).CompareTo(EpochThatCounts(b.Epoch, lowest));
        return byEpoch != 0 ? byEpoch : originB.CompareTo(originA);
    }

    /// <summary>What an epoch is worth beside others: itself, or nothing when it is too far ahead of the lowest of them. That keeps a forged claim
    /// from holding an address for good, and lets the count begin anew when it has reached its end (ISO 10589 clause 7.3.16.1 has a system
    /// that wraps wait until its old LSPs are gone; an address cannot wait).</summary>
    public static uint EpochThatCounts(uint epoch, uint lowest) => epoch > lowest && epoch - lowest > MaximumLead ? 0 : epoch;

    /// <summary>True when two claims do not compete: both anycast, or one host on several leaves.</summary>
    public static bool ShareTheAddress(in HostClaim a, in HostClaim b) =>
        (a.IsAnycast && b.IsAnycast) || (a.Attachment != 0 && a.Attachment == b.Attachment && a.Mac == b.Mac);
}
