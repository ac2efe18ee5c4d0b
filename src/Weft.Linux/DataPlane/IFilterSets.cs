namespace Weft.Linux;

/// <summary>The packet filter's changing sets, as the data plane drives them. The nftables code implements it; tests have a fake.</summary>
public interface IFilterSets
{
    /// <summary>Appends what the filter holds now, left there by an earlier life of this node. Elements that the plan no longer
    /// knows (a segment or port that is gone) are left out.</summary>
    void ReadAttachedMacs(List<AttachedMac> into);

    /// <summary>Puts the added rows in and takes the removed ones out, in one transaction. A row whose port changed is only in
    /// <paramref name="added"/>. Adding what is there and removing what is not there both succeed.
    /// Returns false when the kernel refused; then nothing was changed and the caller tries again later.</summary>
    bool ApplyAttachedMacs(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed);

    /// <summary>Appends the sources that guarded ports let in now.</summary>
    void ReadBoundHosts(List<BoundHost> into);

    /// <summary>Lets sources in by guarded ports, and others no longer, in one transaction where they are few: a host that moves is never at both ports or none.
    /// Adding what is there and removing what is not both succeed. Returns false when the kernel refused; the caller tries again later.</summary>
    bool ApplyBoundHosts(ReadOnlySpan<BoundHost> added, ReadOnlySpan<BoundHost> removed);
}
