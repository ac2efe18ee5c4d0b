using Weft.Model;
using Weft.Node;
using Weft.Wire;

namespace Weft.Bench;

/// <summary>Takes a node's effects and does nothing with them.</summary>
internal sealed class SilentWorld : INodeEffects
{
    public long Frames { get; private set; }

    public long Events { get; private set; }

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => Frames++;

    public void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
    }

    public void Forget(in FirstPacket packet)
    {
    }

    public void Emit(Instant now, NodeEvent nodeEvent) => Events++;
}
