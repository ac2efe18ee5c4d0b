using System.Security.Cryptography;

namespace Weft.Wire.Isis;

/// <summary>One secret with its name and its algorithm. The secret cannot be read back, is in no text of this type, and is overwritten by
/// <see cref="Erase"/>.</summary>
public sealed class AuthenticationKey
{
    /// <summary>The longest secret, in octets.</summary>
    public const int MaximumSecretLength = 254;

    private readonly byte[] _secret;

    /// <summary>Makes a key; the octets of the secret are copied. Throws when there are none or too many.</summary>
    public AuthenticationKey(ushort id, AuthenticationAlgorithm algorithm, ReadOnlySpan<byte> secret)
    {
        ArgumentOutOfRangeException.ThrowIfZero(secret.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(secret.Length, MaximumSecretLength);
        Id = id;
        Algorithm = algorithm;
        DigestLength = AuthenticationDigest.LengthOf(algorithm);

        // RFC 5310 section 3.3: a longer key is hashed first, even where HMAC itself would take it as it is. RFC 5304 is plain HMAC.
        if (algorithm != AuthenticationAlgorithm.HmacMd5 && secret.Length > DigestLength)
        {
            _secret = GC.AllocateArray<byte>(DigestLength, pinned: true);
            AuthenticationDigest.Hash(algorithm, secret, _secret);
        }
        else
        {
            _secret = GC.AllocateArray<byte>(secret.Length, pinned: true);
            secret.CopyTo(_secret);
        }
    }

    /// <summary>The key id of RFC 5310. HMAC-MD5 does not send it; then it is only the key's name.</summary>
    public ushort Id { get; }

    public AuthenticationAlgorithm Algorithm { get; }

    /// <summary>Octets of its digests.</summary>
    public int DigestLength { get; }

    /// <summary>True when the two sign alike.</summary>
    public bool HasSecretOf(AuthenticationKey other) =>
        Id == other.Id && Algorithm == other.Algorithm && CryptographicOperations.FixedTimeEquals(_secret, other._secret);

    /// <summary>False when this machine's cryptographic library refuses the algorithm, as one that is held to FIPS 140 refuses MD5. Ask before a
    /// key is used: signing and verifying would throw.</summary>
    public bool IsUsable()
    {
        Span<byte> digest = stackalloc byte[AuthenticationDigest.MaximumLength];
        try
        {
            Compute([], digest[..DigestLength]);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Overwrites the secret; the key signs and verifies nothing afterwards.</summary>
    public void Erase() => CryptographicOperations.ZeroMemory(_secret);

    public override string ToString() => $"{Id} {Algorithm}";

    internal void Compute(ReadOnlySpan<byte> octets, Span<byte> digest) => AuthenticationDigest.Compute(Algorithm, _secret, octets, digest);
}
