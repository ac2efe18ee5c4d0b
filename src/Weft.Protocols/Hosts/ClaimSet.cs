using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The claims of other nodes for one address, sorted by origin. Nearly always one, which takes no object of its own.</summary>
internal struct ClaimSet
{
    private Stored _first;
    private Stored[]? _more;

    public int Count { get; private set; }

    public readonly RemoteClaim At(int index, HostKey key)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        Stored stored = index == 0 ? _first : _more![index - 1];
        return new RemoteClaim(
            stored.Origin, new HostClaim(key.Vrf, key.Address, stored.Mac, stored.Epoch, stored.Segment, stored.Attachment, stored.Flags));
    }

    /// <summary>The position of an origin's claim, or -1.</summary>
    public readonly int IndexOf(SystemId origin)
    {
        for (int i = 0; i < Count; i++)
        {
            if (OriginAt(i) == origin)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Adds an origin's claim, or replaces the one it has.</summary>
    public void Put(SystemId origin, in HostClaim claim)
    {
        Stored stored = new(origin, claim.Mac, claim.Epoch, claim.Segment, claim.Attachment, claim.Flags);
        int at = 0;
        while (at < Count && OriginAt(at) < origin)
        {
            at++;
        }

        if (at == Count || OriginAt(at) != origin)
        {
            Count++;
            Array.Resize(ref _more, Count - 1);
            for (int i = Count - 1; i > at; i--)
            {
                Set(i, i == 1 ? _first : _more[i - 2]);
            }
        }

        Set(at, stored);
    }

    public void RemoveAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        for (int i = index; i < Count - 1; i++)
        {
            Set(i, _more![i]);
        }

        Count--;
        if (Count > 0)
        {
            Array.Resize(ref _more, Count - 1);
        }
    }

    private readonly SystemId OriginAt(int index) => index == 0 ? _first.Origin : _more![index - 1].Origin;

    private void Set(int index, in Stored stored)
    {
        if (index == 0)
        {
            _first = stored;
        }
        else
        {
            _more![index - 1] = stored;
        }
    }

    /// <summary>A claim without the address, which the entry has.</summary>
    private readonly record struct Stored(SystemId Origin, MacAddress Mac, uint Epoch, SegmentId Segment, uint Attachment, ClaimFlags Flags);
}
