using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Where the switchyard has hosts, and by which routes kernels forward.</summary>
internal sealed class LabTables(NativeLab lab) : IFabricTables
{
    public LinkEnd? PlaceOf(string host) => lab.Switchyard.PlaceOf(host);

    public INodeRoutes RoutesOf(string name) => lab.Topology.Fabric.FindNode(name) is FabricNode node
        ? NodeRoutes.Read(lab.Topology.Fabric, node)
        : new NodeRoutes(name, KernelRoutes.Read(name), new Dictionary<int, string?>());
}
