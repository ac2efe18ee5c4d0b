using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a port is connected to, seen from the port.</summary>
internal interface ISimCable
{
    /// <summary>Sends a frame out of the port.</summary>
    void Send(VlanId tag, ReadOnlySpan<byte> frame);
}
