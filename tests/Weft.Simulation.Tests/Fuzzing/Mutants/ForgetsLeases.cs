using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>Does not keep a journal of what hosts were given.</summary>
internal sealed class ForgetsLeases : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.Grant;
}
