using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>A next-hop group and those of its members that can be used now. The kernel takes next hops of dead ports away by itself.</summary>
internal sealed class UsableGroup(NextHopGroupRow row)
{
    private readonly int[] _usable = new int[row.Members.Length];
    private long _version = -1;
    private int _count;

    public VrfId Vrf => row.Vrf;

    public ImmutableArray<NextHop> Members => row.Members;

    /// <summary>True when a member can be used.</summary>
    public bool IsUsable(RouteLife life, long version)
    {
        if (_version != version)
        {
            _version = version;
            _count = 0;
            for (int i = 0; i < row.Members.Length; i++)
            {
                if (life.CanUse(row.Members[i].Port))
                {
                    _usable[_count++] = i;
                }
            }
        }

        return _count > 0;
    }

    /// <summary>The members that could be used when it was last looked at.</summary>
    public ImmutableArray<NextHop> Usable => [.. _usable.AsSpan(0, _count).ToArray().Select(index => row.Members[index])];

    /// <summary>The index of the member that a flow takes. Flows spread evenly over 32-bit hashes.</summary>
    public int Choose(uint hash) => _usable[(int)(((ulong)hash * (uint)_count) >> 32)];
}
