using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Does not keep to the limits of the fabric file.</summary>
internal sealed class IgnoresLimits : INodeSeam
{
    public NodePlan Plan(NodePlan plan) => plan with { Fabric = plan.Fabric with { Limits = new FabricLimits() } };
}
