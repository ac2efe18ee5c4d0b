namespace Weft.Cli;

/// <summary>Virtual time from the announcement of a host that moved until the last node leads to its new leaf; the median of some moves.</summary>
internal sealed record SimBenchConvergence
{
    /// <summary>How long a frame takes between sites; null where there is one site.</summary>
    public int? InterconnectMilliseconds { get; init; }

    public required double WithinSiteMilliseconds { get; init; }

    /// <summary>Null where there is one site.</summary>
    public double? AcrossSitesMilliseconds { get; init; }
}
