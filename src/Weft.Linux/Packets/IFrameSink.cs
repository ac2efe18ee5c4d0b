using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Receives the frames of packet sockets.</summary>
public interface IFrameSink
{
    /// <summary>One frame, without FCS and without its outermost tag. Borrowed for the call.</summary>
    /// <param name="port">Where it arrived.</param>
    /// <param name="tag">The 802.1Q tag it carried (0: none, or a priority tag).</param>
    /// <param name="frame">The untagged frame.</param>
    void FrameReceived(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);
}
