using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;

namespace Weft.Cli;

/// <summary>How values read in the cells and last lines of tables.</summary>
internal static class CellText
{
    /// <summary>There is nothing to show.</summary>
    public const string None = "-";

    /// <summary>"12s", or the moment itself.</summary>
    public static string Since(bool utc, DateTimeOffset? at, double? seconds) => at is null || seconds is null
        ? None
        : utc ? at.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : Age.Text(seconds.Value);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 route", "3 routes".</summary>
    public static string Of(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>"spine1 to-spine1", one after the other.</summary>
    public static string Via(ImmutableArray<NextHopReport> hops) =>
        hops.IsEmpty ? None : string.Join(", ", hops.Select(hop => $"{hop.Neighbor ?? hop.Gateway} {hop.Port}"));
}
