using Weft.Model;

namespace Weft.Node;

/// <summary>Gives every next-hop group of a node a number of its own. None is used twice: a reused one would send old routes the new
/// way while a batch is half applied.</summary>
internal sealed class NextHopGroupNumbers
{
    private uint _last;

    public NextHopGroupId Next() => new(++_last);
}
