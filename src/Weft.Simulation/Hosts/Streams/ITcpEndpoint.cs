using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>One end of a TCP connection, or somebody who waits for one.</summary>
internal interface ITcpEndpoint
{
    /// <summary>Takes a segment that is for it; false when it is not.</summary>
    bool TryReceive(Instant now, in IpArrival arrival, in TcpView segment, HostStack stack, IHostEffects effects);
}
