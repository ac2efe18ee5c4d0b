using System.Globalization;

namespace Weft.Lab;

/// <summary>What else the machine does.</summary>
internal static class LoadAverage
{
    /// <summary>Of the last minute.</summary>
    internal static double Now => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
}
