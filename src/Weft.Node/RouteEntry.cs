using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>A destination in the books: who has it, and the group that its route uses or waits for.</summary>
internal sealed class RouteEntry(RouteKey key)
{
    public RouteKey Key { get; } = key;

    /// <summary>The winners of a host's claims; null when nobody claims it.</summary>
    public SystemId[]? Winners { get; set; }

    /// <summary>The best origins of a prefix; null when nobody announces it.</summary>
    public SystemId[]? Origins { get; set; }

    public RouteGroup? Group { get; set; }

    /// <summary>The next route of the same group, and the one before.</summary>
    public RouteEntry? Next { get; set; }

    public RouteEntry? Previous { get; set; }

    /// <summary>Where the destination is. A host's winner beats a /32 that a router without claims announces.</summary>
    public SystemId[]? Places => Winners ?? Origins;
}
