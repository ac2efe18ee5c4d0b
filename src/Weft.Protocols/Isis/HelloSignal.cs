namespace Weft.Protocols.Isis;

/// <summary>What a hello says of restarts (RFC 8706).</summary>
internal enum HelloSignal : byte
{
    None,

    /// <summary>We restart, if we do.</summary>
    Request,

    /// <summary>The neighbour restarts, and we keep the adjacency.</summary>
    Acknowledgement,
}
