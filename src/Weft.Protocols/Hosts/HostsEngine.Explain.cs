using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <content>Why a host is where it is.</content>
public sealed partial class HostsEngine
{
    /// <summary>All that led to the present place of an address; null when nothing is known of it. Link-local addresses have no claims.</summary>
    public HostExplanation? Explain(HostKey key)
    {
        if (!_entries.TryGetValue(key, out HostEntry? entry) && (entry = PictureOf(key)) is null)
        {
            return null;
        }

        List<RemoteClaim> claims = [.. Enumerable.Range(0, entry.ClaimCount).Select(entry.ClaimAt)];
        if (entry.Local is { AwaitsDatabase: false } local)
        {
            claims.Add(new RemoteClaim(_plan.SystemId, ClaimOf(entry, local)));
        }

        uint lowest = LowestEpoch(entry);
        bool Competes(RemoteClaim claim) => claim.Origin == _plan.SystemId || _reachable.Contains(claim.Origin);
        claims.Sort((a, b) => Competes(a) != Competes(b) ? (Competes(a) ? -1 : 1) : ClaimOrder.Compare(b.Origin, b.Claim, a.Origin, a.Claim, lowest));
        return new HostExplanation
        {
            Host = ViewOf(entry),
            Claims = [.. claims.Select(claim => new ClaimView(claim.Origin, claim.Claim, Judge(claim, claims[0], Competes(claim), lowest)))],
            Winners = [.. entry.Winners],
            WinnersSince = entry.WinnersSince,
            Before = [.. entry.WinnersBefore],
        };
    }

    private static ClaimVerdict Judge(in RemoteClaim claim, in RemoteClaim best, bool competes, uint lowest) =>
        !competes ? ClaimVerdict.Unreachable
        : claim == best ? ClaimVerdict.Wins
        : ClaimOrder.ShareTheAddress(claim.Claim, best.Claim) ? ClaimVerdict.Shares
        : claim.Claim.IsTentative && !best.Claim.IsTentative ? ClaimVerdict.Tentative
        : ClaimOrder.EpochThatCounts(claim.Claim.Epoch, lowest) != claim.Claim.Epoch ? ClaimVerdict.AbsurdEpoch
        : claim.Claim.Epoch < best.Claim.Epoch ? ClaimVerdict.LowerEpoch
        : ClaimVerdict.HigherSystemId;
}
