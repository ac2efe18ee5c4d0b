namespace Weft.Model;

/// <summary>What is known about every fault code.</summary>
public static partial class FaultCatalog
{
    /// <summary>Warnings leave the fabric usable; every other code is an error.</summary>
    public static FaultSeverity SeverityOf(FaultCode code) =>
        code is FaultCode.VridShared or FaultCode.Unconnected or FaultCode.AnnounceCoversNothing or FaultCode.SegmentInPieces
            ? FaultSeverity.Warning
            : FaultSeverity.Error;
}
