using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>The routes of one VRF to one set of origins. The routes themselves are the links of the list.</summary>
internal sealed class RouteGroup(VrfId vrf, NextHopGroupId id, SystemId[] origins, int life)
{
    public VrfId Vrf { get; } = vrf;

    public NextHopGroupId Id { get; } = id;

    public SystemId[] Origins { get; } = origins;

    /// <summary>The life of <see cref="NextHopGroups"/> in which it was made.</summary>
    public int Life { get; } = life;

    /// <summary>Hosts whose routes lead here and are not kept.</summary>
    public int Lone { get; set; }

    /// <summary>The priority of those.</summary>
    public uint Metric { get; set; }

    /// <summary>True when nothing leads here any more.</summary>
    public bool IsEmpty => First is null && Lone == 0;

    /// <summary>The first route; null when there is none.</summary>
    public RouteEntry? First { get; private set; }

    public void Add(RouteEntry entry)
    {
        entry.Group = this;
        entry.Previous = null;
        entry.Next = First;
        First?.Previous = entry;
        First = entry;
    }

    public void Remove(RouteEntry entry)
    {
        entry.Next?.Previous = entry.Previous;
        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            First = entry.Next;
        }

        entry.Group = null;
        entry.Next = entry.Previous = null;
    }
}
