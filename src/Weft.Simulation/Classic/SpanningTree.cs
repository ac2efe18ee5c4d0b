namespace Weft.Simulation;

/// <summary>The one spanning tree of a classic network, as its bridges would agree upon it: every cable costs the same, and among equals the bridge that the
/// fabric file names first wins.</summary>
internal static class SpanningTree
{
    /// <summary>Sets which ports forward. Parts that are not connected each get a tree of their own; the first in <paramref name="bridges"/> is the root.</summary>
    public static void Compute(IReadOnlyList<LogicalBridge> bridges)
    {
        foreach (LogicalPort port in bridges.SelectMany(bridge => bridge.Ports))
        {
            port.Forwards = port.Far is null;
        }

        HashSet<LogicalBridge> joined = [];
        foreach (LogicalBridge root in bridges)
        {
            Grow(root, joined);
        }
    }

    private static void Grow(LogicalBridge root, HashSet<LogicalBridge> joined)
    {
        if (!joined.Add(root))
        {
            return;
        }

        Queue<LogicalBridge> next = new([root]);
        while (next.TryDequeue(out LogicalBridge? bridge))
        {
            foreach (LogicalPort port in bridge.Ports)
            {
                if (port.Far is LogicalPort far && port.IsLive && joined.Add(far.Bridge))
                {
                    port.Forwards = true;
                    far.Forwards = true;
                    next.Enqueue(far.Bridge);
                }
            }
        }
    }
}
