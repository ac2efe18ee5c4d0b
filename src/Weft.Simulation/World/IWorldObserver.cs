using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sees what happens in a world; who is not interested in something leaves it out. Frames are borrowed for the call.</summary>
public interface IWorldObserver
{
    /// <summary>A frame went onto a link, or was lost there.</summary>
    void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
    }

    /// <summary>A frame passed between a host and the port it is plugged into.</summary>
    void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>A node's forwarding plane decided about a frame.</summary>
    void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>A node's daemon told of something.</summary>
    void Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
    }

    /// <summary>A node's forwarding plane has begun to do what its daemon wants.</summary>
    void Applied(Instant now, SimNode node)
    {
    }

    /// <summary>A probe reached the application of a host.</summary>
    void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
    }

    /// <summary>A host's own stack noticed something.</summary>
    void Noticed(Instant now, SimHost host, in StackEvent stackEvent)
    {
    }
}
