using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Has a packet filter whose guards let in as many frames to many as come.</summary>
internal sealed class LetsStormsIn : INodeSeam
{
    public NodePlan PlanOfPlane(NodePlan plan) => plan with { Fabric = plan.Fabric with { Limits = plan.Fabric.Limits with { BroadcastsPerPort = 10_000_000 } } };
}
