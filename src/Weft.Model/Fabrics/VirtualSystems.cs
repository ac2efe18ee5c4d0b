using Weft.Wire;

namespace Weft.Model;

/// <summary>The system ids that a node has besides its own. 256 LSPs go by one system id, so a node with more to announce speaks in the name of
/// virtual systems, too (RFC 5311). They differ from the node's own id in the highest four bits alone, so nodes differ in another bit.</summary>
public static class VirtualSystems
{
    /// <summary>Virtual systems of one node, at most.</summary>
    public const int Count = 15;

    private const int Shift = 44;
    private const ulong CommonBits = (1UL << Shift) - 1;

    /// <summary>The bits that all systems of a node have in common; zero means that one of them would have no name.</summary>
    public static ulong CommonPart(SystemId system) => system.Value & CommonBits;

    /// <summary>A system of a node by number: 0 the node itself, then its virtual systems up to <see cref="Count"/>.</summary>
    public static SystemId Of(SystemId node, int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)number, (uint)Count);
        return SystemId.FromValue(node.Value ^ ((ulong)number << Shift));
    }

    /// <summary>The number of a system among those of a node; false when it is none of them.</summary>
    public static bool TryGetNumber(SystemId node, SystemId system, out int number)
    {
        number = (int)((node.Value ^ system.Value) >> Shift);
        return CommonPart(node) == CommonPart(system);
    }
}
