using Weft.Model;

namespace Weft.Linux;

/// <summary>What the data plane reports to its node. Calls come only from inside the data plane's own methods.</summary>
public interface IDataPlaneEvents
{
    void PortChanged(PortIndex port, in PortStatus status);

    /// <summary>Another daemon (FRR at the rim) put a route into the kernel or took it out. Only edges with outside ports report these.</summary>
    void ForeignRouteChanged(in ForeignRoute route);

    void Emit(NodeEvent nodeEvent);
}
