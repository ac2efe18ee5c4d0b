namespace Weft.Protocols.Isis;

/// <summary>One entry of an LSP, read: a link, a prefix or a claim.</summary>
/// <param name="Entry">Where it is in the PDU.</param>
/// <param name="Prefix">The prefix, where it is one.</param>
/// <param name="Claim">The claim, where it is one.</param>
internal readonly record struct LspItem(ReachEntry Entry, AnnouncedPrefix? Prefix, Model.AnnouncedClaim? Claim)
{
    public bool IsLink => Entry.IsLink;
}
