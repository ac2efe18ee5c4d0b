using Weft.Model;

namespace Weft.Linux.Tests;

/// <summary>Keeps what a data plane reports.</summary>
internal sealed class RecordingEvents : IDataPlaneEvents
{
    internal Dictionary<PortIndex, PortStatus> Ports { get; } = [];

    internal List<ForeignRoute> Foreign { get; } = [];

    internal List<NodeEvent> Events { get; } = [];

    public void PortChanged(PortIndex port, in PortStatus status) => Ports[port] = status;

    public void ForeignRouteChanged(in ForeignRoute route) => Foreign.Add(route);

    public void Emit(NodeEvent nodeEvent) => Events.Add(nodeEvent);
}
