using Weft.Linux;
using Weft.Model;

namespace Weft.Bench;

/// <summary>Nobody listens; a refused row ends the benchmark.</summary>
internal sealed class BenchEvents : IDataPlaneEvents
{
    public void PortChanged(PortIndex port, in PortStatus status)
    {
    }

    public void ForeignRouteChanged(in ForeignRoute route)
    {
    }

    public void Emit(NodeEvent nodeEvent) => throw new InvalidOperationException(nodeEvent.Text);
}
