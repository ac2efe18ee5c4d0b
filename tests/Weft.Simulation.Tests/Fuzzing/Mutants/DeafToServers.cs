using Weft.Node;

namespace Weft.Simulation.Tests;

/// <summary>Does not hear what DHCP servers answer to its relay.</summary>
internal sealed class DeafToServers : INodeSeam
{
    public bool Hears(in NodeInput input) => input.Kind != NodeInputKind.Datagram;
}
