namespace Weft.Protocols.Isis;

/// <summary>What two versions of one LSP say differently, entry by entry.</summary>
/// <param name="Dropped">Entries of the old version that say something of a thing of which the new one says nothing. Links are left out.</param>
/// <param name="Added">Entries of the new version that the old one has not, or has otherwise. Links are left out.</param>
/// <param name="HasLinks">Whether a link came, went or changed.</param>
internal sealed record LspDelta(LspItem[] Dropped, LspItem[] Added, bool HasLinks)
{
    /// <summary>Compares two versions; null is one that says nothing.</summary>
    public static LspDelta Between(LspContent? before, LspContent? after)
    {
        ReadOnlySpan<LspItem> old = before is null ? default : before.Items;
        ReadOnlySpan<LspItem> current = after is null ? default : after.Items;
        bool[] oldMatched = new bool[old.Length];
        bool[] newMatched = new bool[current.Length];
        if (before is not null && after is not null)
        {
            Match(before, old, oldMatched, after, current, newMatched);
        }

        bool hasLinks = false;
        List<LspItem> dropped = Unmatched(old, oldMatched, ref hasLinks);
        List<LspItem> added = Unmatched(current, newMatched, ref hasLinks);
        dropped.RemoveAll(gone => added.Exists(item => IsOfSameThing(gone, item)));
        return new LspDelta([.. dropped], [.. added], hasLinks);
    }

    private static bool IsOfSameThing(in LspItem a, in LspItem b) =>
        a.Claim is { } claim ? b.Claim is { } other && claim.Claim.Key == other.Claim.Key : b.Prefix is { } prefix && a.Prefix!.Key == prefix.Key;

    /// <summary>Pairs equal entries. Versions of one fragment mostly differ in one place, so equal beginnings and ends go first.</summary>
    private static void Match(
        LspContent before, ReadOnlySpan<LspItem> old, bool[] oldMatched, LspContent after, ReadOnlySpan<LspItem> current, bool[] newMatched)
    {
        int start = 0;
        while (start < old.Length && start < current.Length && old[start].Entry.Matches(before.Octets, current[start].Entry, after.Octets))
        {
            oldMatched[start] = newMatched[start] = true;
            start++;
        }

        int oldEnd = old.Length;
        int newEnd = current.Length;
        while (oldEnd > start && newEnd > start && old[oldEnd - 1].Entry.Matches(before.Octets, current[newEnd - 1].Entry, after.Octets))
        {
            oldEnd--;
            newEnd--;
            oldMatched[oldEnd] = newMatched[newEnd] = true;
        }

        for (int i = start; i < newEnd; i++)
        {
            for (int j = start; j < oldEnd; j++)
            {
                if (!oldMatched[j] && old[j].Entry.Matches(before.Octets, current[i].Entry, after.Octets))
                {
                    oldMatched[j] = newMatched[i] = true;
                    break;
                }
            }
        }
    }

    private static List<LspItem> Unmatched(ReadOnlySpan<LspItem> items, bool[] matched, ref bool hasLinks)
    {
        List<LspItem> unmatched = [];
        for (int i = 0; i < items.Length; i++)
        {
            if (matched[i])
            {
                continue;
            }

            if (items[i].IsLink)
            {
                hasLinks = true;
            }
            else
            {
                unmatched.Add(items[i]);
            }
        }

        return unmatched;
    }
}
