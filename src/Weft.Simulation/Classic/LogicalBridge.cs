namespace Weft.Simulation;

/// <summary>What other bridges take for one bridge: a node, or a pair of nodes that share their MAC table (MLAG).</summary>
internal sealed class LogicalBridge
{
    public List<ClassicNode> Members { get; } = [];

    public List<LogicalPort> Ports { get; } = [];

    public MacTable Macs { get; } = new();

    /// <summary>The other node of a pair; null for a bridge of one.</summary>
    public ClassicNode? PeerOf(ClassicNode node) => Members.Count == 1 ? null : Members[0] == node ? Members[1] : Members[0];
}
