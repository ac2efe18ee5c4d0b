using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Which of two versions of an LSP is newer (ISO 10589 clause 7.3.16.3).</summary>
internal static class LspOrder
{
    /// <summary>Compares what was received with what is stored. The checksum of a purge means nothing and is not compared.</summary>
    public static LspComparison Compare(in LspEntry received, in LspEntry stored)
    {
        if (received.Sequence != stored.Sequence)
        {
            return received.Sequence > stored.Sequence ? LspComparison.Newer : LspComparison.Older;
        }

        bool receivedPurge = received.RemainingLifetime == 0;
        bool storedPurge = stored.RemainingLifetime == 0;
        if (receivedPurge != storedPurge)
        {
            return receivedPurge ? LspComparison.Newer : LspComparison.Older;
        }

        return receivedPurge || received.Checksum == stored.Checksum ? LspComparison.Same : LspComparison.Conflict;
    }
}
