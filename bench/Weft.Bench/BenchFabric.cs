using Weft.Model;

namespace Weft.Bench;

/// <summary>The fabric that the benchmarks use.</summary>
internal static class BenchFabric
{
    /// <summary>The plan of a node of two-dc, with room for many hosts behind one port.</summary>
    public static NodePlan Plan(string node)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", "two-dc.yaml"));
        Fabric fabric = FabricFile.Load(text).Fabric ?? throw new InvalidOperationException("two-dc.yaml is faulty");
        FabricLimits roomy = fabric.Limits with { HostsPerNode = 1_000_000, HostsPerPort = 1_000_000, MacsPerPort = 1_000_000 };
        return NodePlanner.Derive(fabric with { Limits = roomy }, node);
    }
}
