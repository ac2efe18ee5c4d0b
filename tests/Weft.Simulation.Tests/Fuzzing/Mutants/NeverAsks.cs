using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Never asks a silent host whether it is still there.</summary>
internal sealed class NeverAsks : INodeSeam
{
    public NodePlan Plan(NodePlan plan) =>
        plan with { Fabric = plan.Fabric with { Timers = plan.Fabric.Timers with { HostIdle = TimeSpan.FromHours(10) } } };
}
