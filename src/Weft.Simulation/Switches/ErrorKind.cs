namespace Weft.Simulation;

/// <summary>Why a sender is told of its packet (RFC 792, RFC 4443).</summary>
internal enum ErrorKind : byte
{
    NoRoute,
    Unreachable,
    PortUnreachable,
    HopLimit,
    TooBig,
}
