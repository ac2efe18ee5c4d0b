using Weft.Model;

namespace Weft.Simulation;

/// <summary>What is known of a connection of a host with a policy.</summary>
internal struct PolicyConnection
{
    /// <summary>The policy of the opener has let it pass.</summary>
    public bool IsOpenerAllowed;

    /// <summary>The policy of the receiver has let it pass.</summary>
    public bool IsReceiverAllowed;

    /// <summary>When it is forgotten unless another packet comes.</summary>
    public Instant Until;

    /// <summary>Whether the policy that looks at a packet of this direction has let the connection pass.</summary>
    /// <param name="direction">The direction of the packet, as the policy's host sees it.</param>
    /// <param name="isReply">True for packets from the receiver to the opener.</param>
    public readonly bool IsAllowed(PolicyDirection direction, bool isReply) =>
        (direction == PolicyDirection.Out) == isReply ? IsReceiverAllowed : IsOpenerAllowed;
}
