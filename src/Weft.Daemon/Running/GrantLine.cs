using System.Globalization;
using System.Numerics;
using System.Text;
using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>One line of the journal of grants: a checksum, and what happened to one address.</summary>
/// <remarks><code>
/// 8d3f22a1 grant web 10.1.0.50 02:00:00:00:00:66 swp1 Dhcp 1763900000000 86400000000000 4ac4...
/// 77a0c9f2 end web 10.1.0.50
/// </code>
/// The checksum is CRC-32C of what follows the space. A grant names subnet, address, MAC, port, source, its end in milliseconds of UTC and in nanoseconds of the
/// monotonic clock (both - for one without end), and the boot that clock belongs to.</remarks>
/// <param name="Subnet">The subnet's name.</param>
/// <param name="Address">The address.</param>
/// <param name="Grant">Null for an end.</param>
internal readonly record struct GrantLine(string Subnet, IpAddress Address, GrantedTo? Grant)
{
    private const int ChecksumLength = 8;
    private const string None = "-";

    public override string ToString()
    {
        string text = Grant is not { } to
            ? $"end {Subnet} {Address}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"grant {Subnet} {Address} {to.Mac} {to.Port} {to.Source} {to.ExpiresUtc?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) ?? None} {(to.ExpiresUtc is null ? None : to.Expires.Nanoseconds.ToString(CultureInfo.InvariantCulture))} {to.Boot}");
        return $"{Checksum(text):x8} {text}";
    }

    /// <summary>Reads a line; false for one that was cut off, damaged, or written by a later version.</summary>
    public static bool TryParse(string line, out GrantLine parsed)
    {
        parsed = default;
        if (line.Length <= ChecksumLength + 1 || !uint.TryParse(line.AsSpan(0, ChecksumLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint sum)
            || line[ChecksumLength] != ' ' || sum != Checksum(line[(ChecksumLength + 1)..]))
        {
            return false;
        }

        string[] words = line[(ChecksumLength + 1)..].Split(' ');
        if (words.Length < 3 || !IpAddress.TryParse(words[2], out IpAddress address))
        {
            return false;
        }

        parsed = new GrantLine(words[1], address, null);
        return words[0] switch
        {
            "end" => words.Length == 3,
            "grant" when words.Length == 9 => TryParseGrant(words, ref parsed),
            _ => false,
        };
    }

    private static bool TryParseGrant(string[] words, ref GrantLine parsed)
    {
        if (!MacAddress.TryParse(words[3], out MacAddress mac) || !Enum.TryParse(words[5], out GrantSource source))
        {
            return false;
        }

        DateTimeOffset? utc = null;
        long monotonic = 0;
        if (words[6] != None)
        {
            if (!long.TryParse(words[6], CultureInfo.InvariantCulture, out long milliseconds) || !long.TryParse(words[7], CultureInfo.InvariantCulture, out monotonic)
                || milliseconds is < 0 or > 253_402_300_799_999)
            {
                return false;
            }

            utc = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        parsed = parsed with { Grant = new GrantedTo(mac, words[4], source, utc, new Instant(monotonic), words[8]) };
        return true;
    }

    private static uint Checksum(string text)
    {
        uint sum = uint.MaxValue;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            sum = BitOperations.Crc32C(sum, octet);
        }

        return ~sum;
    }
}
