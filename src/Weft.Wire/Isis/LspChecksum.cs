using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The Fletcher checksum of an LSP (ISO 10589 clause 7.3.11, ISO 8473 annex C): from the LSP id to the end, lifetime left out.</summary>
public static class LspChecksum
{
    private const int Start = 12;
    private const int Position = 24;

    // 4096 octets of 255 keep both running sums below 2^32: 254 + 4096 * 254 + 255 * 4096 * 4097 / 2.
    private const int ReductionInterval = 4096;

    /// <summary>Computes the checksum of a whole LSP; what stands in the checksum field does not matter.</summary>
    public static ushort Compute(ReadOnlySpan<byte> lsp)
    {
        uint c0 = 0;
        uint c1 = 0;
        Sum(lsp[Start..Position], ref c0, ref c1);
        c1 = (c1 + c0 + c0) % 255;
        Sum(lsp[(Position + 2)..], ref c0, ref c1);
        int after = lsp.Length - Position - 1;
        int x = (int)((((long)after * c0) - c1) % 255);
        x = x <= 0 ? x + 255 : x;
        int y = 510 - (int)c0 - x;
        y = y > 255 ? y - 255 : y;
        return (ushort)((x << 8) | y);
    }

    /// <summary>Computes and stores the checksum.</summary>
    public static ushort Store(Span<byte> lsp)
    {
        ushort checksum = Compute(lsp);
        BinaryPrimitives.WriteUInt16BigEndian(lsp[Position..], checksum);
        return checksum;
    }

    /// <summary>True when the stored checksum is right. A zero octet means "not computed" and is never right for a live LSP.</summary>
    public static bool IsValid(ReadOnlySpan<byte> lsp)
    {
        if (lsp[Position] == 0 || lsp[Position + 1] == 0)
        {
            return false;
        }

        uint c0 = 0;
        uint c1 = 0;
        Sum(lsp[Start..], ref c0, ref c1);
        return c0 == 0 && c1 == 0;
    }

    private static void Sum(ReadOnlySpan<byte> octets, ref uint c0, ref uint c1)
    {
        while (!octets.IsEmpty)
        {
            int count = Math.Min(octets.Length, ReductionInterval);
            foreach (byte octet in octets[..count])
            {
                c0 += octet;
                c1 += c0;
            }

            c0 %= 255;
            c1 %= 255;
            octets = octets[count..];
        }
    }
}
