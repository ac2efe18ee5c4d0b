using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>Does not hear that a port has lost its carrier.</summary>
internal sealed class DeafToCarrier : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.Port || input.Status.Up;
}
