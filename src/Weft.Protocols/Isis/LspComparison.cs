namespace Weft.Protocols.Isis;

/// <summary>How a received LSP or LSP entry relates to the stored one of the same name.</summary>
internal enum LspComparison : byte
{
    Older,
    Same,
    Newer,

    /// <summary>Equal sequence number, both alive, other checksum ("LSP confusion", ISO 10589 clause 7.3.16.2).</summary>
    Conflict,
}
