namespace Weft.Model;

/// <summary>What keeps the nearest rule from allowing something.</summary>
public enum PolicyDifference : byte
{
    /// <summary>The protocol is the right one, the port or message type is not.</summary>
    Port,

    /// <summary>The peer is another one.</summary>
    Peer,

    /// <summary>The protocol is another one.</summary>
    Protocol,

    /// <summary>Peer and service are both others.</summary>
    PeerAndService,
}
