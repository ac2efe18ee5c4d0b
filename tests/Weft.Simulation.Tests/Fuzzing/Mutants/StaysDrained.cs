using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>Does not hear that it is to serve again.</summary>
internal sealed class StaysDrained : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.Drain || input.IsDrained;
}
