using Weft.Model;

namespace Weft.Node;

/// <summary>What a node does to the world besides changing its <see cref="NodeTables"/>.</summary>
public interface INodeEffects
{
    /// <summary>Sends an untagged Ethernet frame (without FCS) out of a port; the data plane adds <paramref name="tag"/> when it is not 0.</summary>
    void Send(PortIndex port, Wire.VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>Sends a UDP datagram of the node itself by the routes of a VRF.</summary>
    void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload);

    /// <summary>Makes the data plane report the host's next packet as a first packet again.</summary>
    void Forget(in FirstPacket packet);

    /// <summary>Records an event at the given time.</summary>
    void Emit(Instant now, NodeEvent nodeEvent);
}
