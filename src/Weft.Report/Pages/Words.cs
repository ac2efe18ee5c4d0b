using System.Globalization;

namespace Weft.Report;

/// <summary>Numbers as people read them, always with their unit and as many decimals as the others of their kind.</summary>
internal static class Words
{
    /// <summary>"1.204 s".</summary>
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s");

    /// <summary>"12.3 ms".</summary>
    public static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms");

    /// <summary>"+0.312", for a column whose head names the unit.</summary>
    public static string After(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(time < TimeSpan.Zero ? "" : "+")}{time.TotalMilliseconds:0.000}");

    /// <summary>"1 story", "3 stories".</summary>
    public static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";
}
