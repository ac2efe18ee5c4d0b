using System.Globalization;

namespace Weft.Cli;

/// <summary>Durations as people read them: two units at most.</summary>
internal static class Age
{
    /// <summary>"4s", "5m12s", "2h03m", "3d04h".</summary>
    public static string Text(double seconds)
    {
        long whole = (long)Math.Max(0, seconds);
        return whole switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole}s"),
            < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60}m{whole % 60:00}s"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{whole / 3_600}h{whole / 60 % 60:00}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 86_400}d{whole / 3_600 % 24:00}h"),
        };
    }
}
