using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Takes every port for one without a guard.</summary>
internal sealed class BelievesAnybody : INodeSeam
{
    public NodePlan Plan(NodePlan plan) => plan with { Ports = [.. plan.Ports.Select(port => port with { Guard = PortGuard.Trusted })] };
}
