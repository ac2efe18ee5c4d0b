using Weft.Model;

namespace Weft.Linux;

/// <summary>Receives what the packet filter reports.</summary>
public interface IFirstPacketSink
{
    /// <summary>The first packet of a host at a port.</summary>
    void FirstPacketSeen(in FirstPacket packet);
}
