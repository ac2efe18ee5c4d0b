using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>The packet filter's sets in memory; refuses rows on demand, a whole transaction for one bad row.</summary>
internal sealed class FakeFilterSets : IFilterSets
{
    internal Dictionary<AttachedMacKey, AttachedMacRow> Rows { get; } = [];

    internal Func<AttachedMac, bool> Refuses { get; set; } = _ => false;

    internal HashSet<BoundHost> Bound { get; } = [];

    internal bool RefusesBound { get; set; }

    public void ReadBoundHosts(List<BoundHost> into) => into.AddRange(Bound);

    public bool ApplyBoundHosts(ReadOnlySpan<BoundHost> added, ReadOnlySpan<BoundHost> removed)
    {
        if (RefusesBound)
        {
            return false;
        }

        Bound.ExceptWith(removed.ToArray());
        Bound.UnionWith(added.ToArray());
        return true;
    }

    public void ReadAttachedMacs(List<AttachedMac> into) => into.AddRange(Rows.Select(row => new AttachedMac(row.Key, row.Value)));

    public bool ApplyAttachedMacs(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed)
    {
        foreach (AttachedMac mac in added)
        {
            if (Refuses(mac))
            {
                return false;
            }
        }

        foreach (AttachedMac mac in added)
        {
            Rows[mac.Key] = mac.Row;
        }

        foreach (AttachedMac mac in removed)
        {
            Rows.Remove(mac.Key);
        }

        return true;
    }
}
