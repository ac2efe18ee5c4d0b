using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>What the gateway engine does to the world.</summary>
public interface IGatewayEffects
{
    /// <summary>Sends an untagged Ethernet frame out of a port with the given tag (0: none).</summary>
    void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);

    void Emit(NodeEvent nodeEvent);
}
