using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>Does not hear of the first packet of a host that it does not know.</summary>
internal sealed class DeafToFirstPackets : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.FirstPacket;
}
