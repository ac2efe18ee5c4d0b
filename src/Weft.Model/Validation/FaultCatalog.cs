using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What is known about every fault code. One file for each hundred: form, names, meaning.</summary>
public static partial class FaultCatalog
{
    /// <summary>Every code, in the order of its number.</summary>
    public static ImmutableArray<FaultInfo> All => [.. Form, .. PolicyForm, .. Names, .. PolicyNames, .. Meaning];

    /// <summary>What is known about a code. Every code is known.</summary>
    public static FaultInfo Find(FaultCode code) => All.First(info => info.Code == code);

    /// <summary>Warnings leave the fabric usable; every other code is an error.</summary>
    public static FaultSeverity SeverityOf(FaultCode code) =>
        code is FaultCode.VridShared or FaultCode.Unconnected or FaultCode.AnnounceCoversNothing or FaultCode.SegmentInPieces
            or FaultCode.AnnouncementCoversNothing or FaultCode.NoHomeToLeave or FaultCode.SummaryOfTwoHomes or FaultCode.HostRoutesStay
            or FaultCode.ImportBringsNothing
            or FaultCode.RuleNeverReached or FaultCode.PolicyForNobody
            ? FaultSeverity.Warning
            : FaultSeverity.Error;
}
