using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>A daemon that starts does not hear of the hosts that its predecessor left.</summary>
internal sealed class ForgetsHosts : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.AdoptedBinding;
}
