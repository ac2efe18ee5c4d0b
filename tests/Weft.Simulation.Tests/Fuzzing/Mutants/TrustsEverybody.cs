using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>Takes every port for one where a frame is enough to move a host.</summary>
internal sealed class TrustsEverybody : INodeSeam
{
    public NodePlan Plan(NodePlan plan) => plan with { Ports = [.. plan.Ports.Select(port => port with { Moves = MoveTrust.Trusted })] };
}
