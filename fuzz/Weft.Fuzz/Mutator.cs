namespace Weft.Fuzz;

/// <summary>Draws inputs: sometimes plain noise, mostly a seed with a few changes. The same seed number draws the same inputs.</summary>
public sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    /// <summary>Longest input.</summary>
    public const int MaximumLength = 2048;

    private static readonly byte[] Telling = [0, 1, 2, 3, 4, 5, 7, 8, 0x0F, 0x10, 0x1F, 0x20, 0x3F, 0x40, 0x45, 0x60, 0x7F, 0x80, 0xFE, 0xFF];

    private readonly Random _random = new(seed);

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        if (seeds.Count == 0 || _random.Next(16) == 0)
        {
            byte[] noise = new byte[_random.Next(200)];
            _random.NextBytes(noise);
            return noise;
        }

        List<byte> octets = [.. seeds[_random.Next(seeds.Count)]];
        for (int changes = 1 + _random.Next(6); changes > 0; changes--)
        {
            Change(octets);
        }

        return [.. octets.Count > MaximumLength ? octets[..MaximumLength] : octets];
    }

    private void Change(List<byte> octets)
    {
        if (octets.Count == 0)
        {
            octets.Add((byte)_random.Next(256));
            return;
        }

        // Headers sit in front, so half of the changes go to the first 64 octets.
        int at = _random.Next(_random.Next(2) == 0 ? Math.Min(64, octets.Count) : octets.Count);
        int length = Math.Min(1 + _random.Next(16), octets.Count - at);
        switch (_random.Next(8))
        {
            case 0:
                octets[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                octets[at] = (byte)_random.Next(256);
                break;
            case 2:
                octets[at] = Telling[_random.Next(Telling.Length)];
                break;
            case 3:
                octets.RemoveRange(at, length);
                break;
            case 4:
                octets.InsertRange(at, octets.GetRange(at, length));
                break;
            case 5:
                octets.RemoveRange(at, octets.Count - at);
                break;
            case 6:
                octets.Insert(at, (byte)_random.Next(256));
                break;
            default:
                byte[] other = seeds[_random.Next(seeds.Count)];
                octets.RemoveRange(at, octets.Count - at);
                octets.AddRange(other.AsSpan(Math.Min(at, other.Length)));
                break;
        }
    }
}
