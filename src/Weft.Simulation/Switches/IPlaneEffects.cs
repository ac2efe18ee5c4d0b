using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a simulated forwarding plane does to the world. Frames are borrowed for the call.</summary>
public interface IPlaneEffects
{
    /// <summary>A frame leaves by a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="tag">The 802.1Q tag on the wire; 0 for none.</param>
    /// <param name="frame">The untagged Ethernet frame without FCS.</param>
    void Transmit(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>The node's daemon gets a copy of a frame, as from a packet socket.</summary>
    void Punt(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>The node's daemon is told of the first packet of an unknown host.</summary>
    void Report(in FirstPacket packet);

    /// <summary>The node's daemon is told of a packet that a logged rule of a policy took.</summary>
    void Report(in PolicyHit hit);

    /// <summary>The node's daemon gets a datagram that came to one of its own sockets.</summary>
    void Deliver(in Datagram datagram, ReadOnlySpan<byte> payload);

    /// <summary>What became of a frame, and which entry decided it. For traces, paths and checkers.</summary>
    void Observe(in PlaneStep step, ReadOnlySpan<byte> frame);
}
