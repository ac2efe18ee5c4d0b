using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The one rule that decides who owns a host. Every node applies it to the same set of claims and gets the same answer,
/// in whatever order the claims arrived: confirmed before tentative, then the higher epoch, then the lower system id.</summary>
public static class ClaimOrder
{
    /// <summary>Positive when the first claim beats the second, negative when it loses, zero only for the same origin and rank.</summary>
    public static int Compare(SystemId originA, in HostClaim a, SystemId originB, in HostClaim b)
    {
        if (a.IsTentative != b.IsTentative)
        {
            return a.IsTentative ? -1 : 1;
        }

        int byEpoch = a.Epoch.CompareTo(b.Epoch);
        return byEpoch != 0 ? byEpoch : originB.CompareTo(originA);
    }

    /// <summary>True when two claims do not compete: both anycast, or one host on several leaves.</summary>
    public static bool ShareTheAddress(in HostClaim a, in HostClaim b) =>
        (a.IsAnycast && b.IsAnycast) || (a.Attachment != 0 && a.Attachment == b.Attachment && a.Mac == b.Mac);
}
