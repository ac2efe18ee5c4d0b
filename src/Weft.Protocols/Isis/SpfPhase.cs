namespace Weft.Protocols.Isis;

/// <summary>The states of RFC 8405 section 5.1.</summary>
internal enum SpfPhase : byte
{
    Quiet,
    ShortWait,
    LongWait,
}
