using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The prefixes of one VRF and family, longest first. Host routes of the node's tables are not here: they are found by the address alone.</summary>
internal sealed class PrefixTable
{
    private PrefixLevel[] _levels = [];

    /// <summary>Levels from the longest prefixes to the shortest.</summary>
    public ReadOnlySpan<PrefixLevel> Levels => _levels;

    /// <summary>Copied, because rows are taken out meanwhile.</summary>
    public PrefixRow[] AllRows() => [.. _levels.SelectMany(level => level.Rows.Values)];

    public PrefixRow? Find(IpPrefix prefix)
    {
        foreach (PrefixLevel level in _levels)
        {
            if (level.Length == prefix.Length)
            {
                return level.Find(prefix.Address);
            }
        }

        return null;
    }

    /// <summary>The row of a prefix, made where it is missing.</summary>
    public PrefixRow GetOrAdd(IpPrefix prefix)
    {
        int at = 0;
        while (at < _levels.Length && _levels[at].Length > prefix.Length)
        {
            at++;
        }

        if (at == _levels.Length || _levels[at].Length != prefix.Length)
        {
            _levels = [.. _levels[..at], new PrefixLevel(prefix.Length), .. _levels[at..]];
        }

        ref PrefixRow? row = ref _levels[at].Rows.Slot(prefix.Address, out _)!;
        return row ??= new PrefixRow(prefix);
    }

    /// <summary>Takes a row out that nothing needs any more.</summary>
    public void RemoveIfEmpty(PrefixRow row)
    {
        if (!row.IsEmpty)
        {
            return;
        }

        int at = Array.FindIndex(_levels, level => level.Length == row.Prefix.Length);
        if (at >= 0 && _levels[at].Rows.Remove(row.Prefix.Address) && _levels[at].Rows.Count == 0)
        {
            _levels = [.. _levels[..at], .. _levels[(at + 1)..]];
        }
    }
}
