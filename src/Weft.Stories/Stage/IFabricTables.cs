using Weft.Model;

namespace Weft.Stories;

/// <summary>Where hosts are and where nodes send packets, as it is and not as anybody believes it to be.</summary>
public interface IFabricTables
{
    /// <summary>Where a host is plugged in; null when nowhere.</summary>
    LinkEnd? PlaceOf(string host);

    /// <summary>The routes by which a node or an outside router forwards at this moment.</summary>
    INodeRoutes RoutesOf(string name);
}
