using System.Globalization;

namespace Weft.Model;

/// <summary>Durations as the fabric file writes them: a whole number and one of ms, s, m, h.</summary>
internal static class DurationText
{
    private const int MostDigits = 8;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > MostDigits)
        {
            return false;
        }

        long? unitMs = text[digits..] switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => null };
        if (unitMs is null)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(long.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture) * unitMs.Value);
        return true;
    }

    /// <summary>The shortest exact form: "500ms", "3s", "20m".</summary>
    public static string Format(TimeSpan duration)
    {
        long ms = (long)duration.TotalMilliseconds;
        return ms switch
        {
            0 => "0ms",
            _ when ms % 3_600_000 == 0 => $"{ms / 3_600_000}h",
            _ when ms % 60_000 == 0 => $"{ms / 60_000}m",
            _ when ms % 1_000 == 0 => $"{ms / 1_000}s",
            _ => $"{ms}ms",
        };
    }
}
