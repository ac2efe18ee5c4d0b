using System.Globalization;

namespace Weft.Model;

/// <summary>Octets of IP packets in a time, counted in bits per second.</summary>
public readonly record struct DataRate(long BitsPerSecond) : IComparable<DataRate>
{
    /// <summary>What <see cref="TryParse"/> takes, ECMAScript: 1M to 100G.</summary>
    internal const string Pattern = "^([1-9][0-9]{3,5}k|[1-9][0-9]{0,4}M|([1-9][0-9]?|100)G)$";

    private const long Kilo = 1_000;
    private const long Mega = 1_000_000;
    private const long Giga = 1_000_000_000;

    // A segment that the sender's own kernel has not cut yet counts as one packet of 64 KB, which a smaller bucket would never hold.
    private const long Least = Mega;
    private const long Most = 100 * Giga;

    /// <summary>Octets in one second.</summary>
    public long OctetsPerSecond => BitsPerSecond / 8;

    /// <summary>Reads "1500k", "100M" or "1G", from 1M to 100G.</summary>
    public static bool TryParse(string text, out DataRate rate)
    {
        rate = default;
        long unit = text.Length < 2 ? 0 : text[^1] switch
        {
            'k' => Kilo,
            'M' => Mega,
            'G' => Giga,
            _ => 0,
        };
        if (unit == 0 || text.Length > 7 || text[0] == '0' || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || (unit == Mega && count > 99_999) || count * unit is < Least or > Most)
        {
            return false;
        }

        rate = new DataRate(count * unit);
        return true;
    }

    public int CompareTo(DataRate other) => BitsPerSecond.CompareTo(other.BitsPerSecond);

    public override string ToString() =>
        BitsPerSecond % Giga == 0 ? string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / Giga}G")
        : BitsPerSecond % Mega == 0 ? string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / Mega}M")
        : string.Create(CultureInfo.InvariantCulture, $"{BitsPerSecond / Kilo}k");

    public static bool operator <(DataRate left, DataRate right) => left.CompareTo(right) < 0;

    public static bool operator >(DataRate left, DataRate right) => left.CompareTo(right) > 0;

    public static bool operator <=(DataRate left, DataRate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DataRate left, DataRate right) => left.CompareTo(right) >= 0;
}
