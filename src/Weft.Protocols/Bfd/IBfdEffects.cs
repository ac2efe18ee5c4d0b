using Weft.Model;

namespace Weft.Protocols.Bfd;

/// <summary>What the BFD engine does to the world. The caller owns the sink; nothing is kept past the call.</summary>
public interface IBfdEffects
{
    /// <summary>Sends a whole Ethernet frame, without FCS.</summary>
    void Send(PortIndex port, ReadOnlySpan<byte> frame);

    /// <summary>What is known of the path to a port's neighbour changed.</summary>
    void LivenessChanged(Instant now, PortIndex port, Liveness liveness);

    void Emit(NodeEvent nodeEvent);
}
