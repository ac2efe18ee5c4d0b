using System.Buffers.Binary;
using System.Numerics;

namespace Weft.Wire.Isis;

/// <summary>SHA-224 (FIPS 180-4 section 6.3), which the platform does not have: SHA-256 from other initial values, cut to 28 octets.</summary>
internal ref struct Sha224
{
    /// <summary>Octets of a block.</summary>
    public const int BlockLength = 64;

    /// <summary>Octets of the digest.</summary>
    public const int DigestLength = 28;

    private const int LengthOffset = BlockLength - sizeof(ulong);

    private static ReadOnlySpan<uint> Start =>
        [0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4];

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
        0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
        0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
        0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
        0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
        0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
        0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
    ];

    private readonly Span<uint> _state;
    private readonly Span<byte> _block;
    private int _filled;
    private ulong _length;

    /// <summary>Begins a digest in working memory of the caller: 8 words and one block, which hold traces of the input afterwards.</summary>
    public Sha224(Span<uint> state, Span<byte> block)
    {
        _state = state;
        _block = block;
        Start.CopyTo(state);
    }

    /// <summary>Takes the next octets of the message.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        _length += (ulong)octets.Length;
        while (!octets.IsEmpty)
        {
            int count = Math.Min(octets.Length, BlockLength - _filled);
            octets[..count].CopyTo(_block[_filled..]);
            octets = octets[count..];
            _filled += count;
            if (_filled == BlockLength)
            {
                Compress(_state, _block);
                _filled = 0;
            }
        }
    }

    /// <summary>Ends the message and writes the digest.</summary>
    public void Finish(Span<byte> digest)
    {
        ulong bits = _length * 8;
        _block[_filled++] = 0x80;
        if (_filled > LengthOffset)
        {
            _block[_filled..].Clear();
            Compress(_state, _block);
            _filled = 0;
        }

        _block[_filled..].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(_block[LengthOffset..], bits);
        Compress(_state, _block);
        for (int i = 0; i < DigestLength / sizeof(uint); i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], _state[i]);
        }
    }

    /// <summary>FIPS 180-4 section 6.2.2.</summary>
    private static void Compress(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int t = 0; t < 16; t++)
        {
            w[t] = BinaryPrimitives.ReadUInt32BigEndian(block[(t * sizeof(uint))..]);
        }

        for (int t = 16; t < 64; t++)
        {
            uint s0 = BitOperations.RotateRight(w[t - 15], 7) ^ BitOperations.RotateRight(w[t - 15], 18) ^ (w[t - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[t - 2], 17) ^ BitOperations.RotateRight(w[t - 2], 19) ^ (w[t - 2] >> 10);
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }

        uint a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        for (int t = 0; t < 64; t++)
        {
            uint sum1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint t1 = h + sum1 + ((e & f) ^ (~e & g)) + RoundConstants[t] + w[t];
            uint sum0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
