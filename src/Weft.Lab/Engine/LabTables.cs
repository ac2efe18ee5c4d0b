using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Where the switchyard has hosts, and by which routes kernels forward.</summary>
internal sealed class LabTables(NativeLab lab) : IFabricTables
{
    public LinkEnd? PlaceOf(string host) => lab.Switchyard.PlaceOf(host);

    public INodeRoutes RoutesOf(string name)
    {
        Fabric fabric = lab.Topology.Fabric;
        return fabric.FindNode(name) is FabricNode node
            ? NodeRoutes.Read(fabric, node)
            : NodeRoutes.Read(fabric.Outside.First(router => router.Name == name));
    }
}
