using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The value of TLV 10.</summary>
/// <remarks><code>
/// 0     1            3
/// | 1  | password                    |   clear text
/// | 54 | digest (16)                 |   RFC 5304
/// | 3  | key id (2)  | digest        |   RFC 5310
/// </code></remarks>
public readonly ref struct Authentication
{
    /// <summary>The longest value that is ever written, in octets.</summary>
    public const int MaximumLength = 3 + AuthenticationDigest.MaximumLength;

    private Authentication(AuthenticationType type, ushort keyId, ReadOnlySpan<byte> data)
    {
        Type = type;
        KeyId = keyId;
        Data = data;
    }

    public AuthenticationType Type { get; }

    /// <summary>0 unless the type is <see cref="AuthenticationType.GenericCryptographic"/>.</summary>
    public ushort KeyId { get; }

    /// <summary>The digest, or what else the type has.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads the value; false when it is empty, or too short for a digest of its type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> value, out Authentication authentication)
    {
        authentication = default;
        if (value.IsEmpty)
        {
            return false;
        }

        AuthenticationType type = (AuthenticationType)value[0];
        switch (type)
        {
            case AuthenticationType.GenericCryptographic when value.Length <= 3:
            case AuthenticationType.HmacMd5 when value.Length != 1 + 16:
                return false;
            case AuthenticationType.GenericCryptographic:
                authentication = new Authentication(type, BinaryPrimitives.ReadUInt16BigEndian(value[1..]), value[3..]);
                return true;
            default:
                authentication = new Authentication(type, 0, value[1..]);
                return true;
        }
    }

    /// <summary>Writes the value that a key leaves room for: the digest is still to come. Returns how many octets.</summary>
    internal static int WriteOpen(AuthenticationKey key, Span<byte> destination)
    {
        if (key.Algorithm == AuthenticationAlgorithm.HmacMd5)
        {
            destination[0] = (byte)AuthenticationType.HmacMd5;
            destination.Slice(1, key.DigestLength).Clear();
            return 1 + key.DigestLength;
        }

        destination[0] = (byte)AuthenticationType.GenericCryptographic;
        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], key.Id);
        destination.Slice(3, key.DigestLength).Clear();
        return 3 + key.DigestLength;
    }
}
