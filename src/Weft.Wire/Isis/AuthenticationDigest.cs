using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Weft.Wire.Isis;

/// <summary>HMAC (RFC 2104) by algorithm, without allocation.</summary>
internal static class AuthenticationDigest
{
    /// <summary>Octets of the longest digest.</summary>
    public const int MaximumLength = 64;

    /// <summary>Octets of a digest.</summary>
    public static int LengthOf(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.HmacMd5 => 16,
        AuthenticationAlgorithm.HmacSha1 => 20,
        AuthenticationAlgorithm.HmacSha224 => Sha224.DigestLength,
        AuthenticationAlgorithm.HmacSha256 => 32,
        AuthenticationAlgorithm.HmacSha384 => 48,
        _ => 64,
    };

    /// <summary>Writes the HMAC of the octets; the destination has the digest's length.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 5310 has SHA-1; the operator chooses")]
    [SuppressMessage("Security", "CA5351", Justification = "RFC 5304 is HMAC-MD5, all that some neighbours know; the operator chooses")]
    public static void Compute(AuthenticationAlgorithm algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        _ = algorithm switch
        {
            AuthenticationAlgorithm.HmacMd5 => HMACMD5.HashData(key, octets, destination),
            AuthenticationAlgorithm.HmacSha1 => HMACSHA1.HashData(key, octets, destination),
            AuthenticationAlgorithm.HmacSha224 => ComputeSha224(key, octets, destination),
            AuthenticationAlgorithm.HmacSha256 => HMACSHA256.HashData(key, octets, destination),
            AuthenticationAlgorithm.HmacSha384 => HMACSHA384.HashData(key, octets, destination),
            _ => HMACSHA512.HashData(key, octets, destination),
        };
    }

    /// <summary>Writes the plain digest of the octets, which makes a short key of a long one (RFC 5310 section 3.3).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 5310 has SHA-1; the operator chooses")]
    [SuppressMessage("Security", "CA5351", Justification = "HMAC-MD5 itself hashes a key that is longer than a block (RFC 2104)")]
    public static void Hash(AuthenticationAlgorithm algorithm, ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        _ = algorithm switch
        {
            AuthenticationAlgorithm.HmacMd5 => MD5.HashData(octets, destination),
            AuthenticationAlgorithm.HmacSha1 => SHA1.HashData(octets, destination),
            AuthenticationAlgorithm.HmacSha224 => HashSha224(octets, [], destination),
            AuthenticationAlgorithm.HmacSha256 => SHA256.HashData(octets, destination),
            AuthenticationAlgorithm.HmacSha384 => SHA384.HashData(octets, destination),
            _ => SHA512.HashData(octets, destination),
        };
    }

    private static int ComputeSha224(ReadOnlySpan<byte> key, ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        Span<byte> pad = stackalloc byte[Sha224.BlockLength];
        Span<byte> inner = stackalloc byte[Sha224.DigestLength];
        if (key.Length > pad.Length)
        {
            HashSha224(key, [], pad);
        }
        else
        {
            key.CopyTo(pad);
        }

        Mask(pad, 0x36);
        HashSha224(pad, octets, inner);
        Mask(pad, 0x36 ^ 0x5C);
        HashSha224(pad, inner, destination);
        CryptographicOperations.ZeroMemory(pad);
        return Sha224.DigestLength;
    }

    private static int HashSha224(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> destination)
    {
        Span<uint> state = stackalloc uint[8];
        Span<byte> block = stackalloc byte[Sha224.BlockLength];
        Sha224 sha = new(state, block);
        sha.Append(first);
        sha.Append(second);
        sha.Finish(destination);
        return Sha224.DigestLength;
    }

    private static void Mask(Span<byte> pad, byte mask)
    {
        foreach (ref byte octet in pad)
        {
            octet ^= mask;
        }
    }
}
