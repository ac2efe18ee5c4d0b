using Weft.Model;

namespace Weft.Linux;

/// <summary>Prepares ports for what will be put there later and would cost frames then.</summary>
public interface IPortRoom
{
    /// <summary>A port is there; called before it is bridged, addressed or set up, and again whenever the node's set-up is looked at.</summary>
    void Prepare(PortPlan port, int interfaceIndex);
}
