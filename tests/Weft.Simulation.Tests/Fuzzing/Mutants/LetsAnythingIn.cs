using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Has a packet filter that knows of no guards.</summary>
internal sealed class LetsAnythingIn : INodeSeam
{
    public NodePlan PlanOfPlane(NodePlan plan) => plan with { Ports = [.. plan.Ports.Select(port => port with { Guard = PortGuard.Trusted })] };
}
