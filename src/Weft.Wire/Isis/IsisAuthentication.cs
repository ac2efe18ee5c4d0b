using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Weft.Wire.Isis;

/// <summary>Signing and verifying whole PDUs (RFC 5304, RFC 5310). The digest covers the PDU from its first octet, with the remaining
/// lifetime and the checksum of an LSP as zeros, since others change the one and the other is computed last.</summary>
public static class IsisAuthentication
{
    private const int ChecksumOffset = 24;

    /// <summary>What stands in place of the digest while it is computed (RFC 5310 section 3.3).</summary>
    private static ReadOnlySpan<byte> Apad => [0x87, 0x8F, 0xE1, 0xF3];

    /// <summary>Writes the digest into the first authentication TLV; the checksum of an LSP is the caller's. False, and nothing changed,
    /// when the PDU does not parse or has no room for a digest of this key.</summary>
    public static bool Sign(Span<byte> octets, AuthenticationKey key)
    {
        if (IsisPdu.TryParse(octets, out IsisPdu pdu) != IsisFault.None
            || FindDigest(pdu, out int offset, out Authentication authentication) != AuthenticationVerdict.Accepted
            || !IsOf(authentication, key))
        {
            return false;
        }

        Sign(octets[..pdu.Bytes.Length], pdu.Type, offset, key);
        return true;
    }

    /// <summary>Says whether a key of the chain signed the PDU, and which. Nothing of a PDU that is not accepted may be believed. Takes
    /// the same time wherever a digest begins to differ.</summary>
    public static AuthenticationVerdict Verify(IsisPdu pdu, KeyChain chain, out AuthenticationKey? key)
    {
        AuthenticationVerdict verdict = FindSigner(pdu, chain, out key);
        if (verdict == AuthenticationVerdict.Accepted && IsOverfullPurge(pdu))
        {
            verdict = AuthenticationVerdict.PurgeWithContent;
        }

        if (verdict == AuthenticationVerdict.Accepted)
        {
            return verdict;
        }

        key = null;
        return chain.PassesUnauthenticated ? AuthenticationVerdict.PassedUnauthenticated : verdict;
    }

    internal static void Sign(Span<byte> octets, IsisPduType type, int digestOffset, AuthenticationKey key)
    {
        Span<byte> digest = octets.Slice(digestOffset, key.DigestLength);
        Span<byte> result = stackalloc byte[AuthenticationDigest.MaximumLength];
        bool isLsp = IsLsp(type);
        ushort lifetime = isLsp ? BinaryPrimitives.ReadUInt16BigEndian(octets[LspHeader.LifetimeOffset..]) : (ushort)0;
        ushort checksum = isLsp ? BinaryPrimitives.ReadUInt16BigEndian(octets[ChecksumOffset..]) : (ushort)0;
        Prepare(octets, isLsp, digest, key);
        key.Compute(octets, result[..key.DigestLength]);
        result[..key.DigestLength].CopyTo(digest);
        if (isLsp)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets[LspHeader.LifetimeOffset..], lifetime);
            BinaryPrimitives.WriteUInt16BigEndian(octets[ChecksumOffset..], checksum);
        }
    }

    private static AuthenticationVerdict FindSigner(IsisPdu pdu, KeyChain chain, out AuthenticationKey? key)
    {
        key = null;
        AuthenticationVerdict verdict = FindDigest(pdu, out int offset, out Authentication authentication);
        if (verdict != AuthenticationVerdict.Accepted)
        {
            return verdict;
        }

        if (authentication.Type == AuthenticationType.GenericCryptographic)
        {
            AuthenticationKey? named = chain.Find(authentication.KeyId);
            if (named is null)
            {
                return AuthenticationVerdict.UnknownKeyId;
            }

            if (!IsOf(authentication, named))
            {
                return AuthenticationVerdict.WrongAlgorithm;
            }

            key = named;
            return IsSignedWith(pdu, offset, named) ? AuthenticationVerdict.Accepted : AuthenticationVerdict.BadDigest;
        }

        verdict = AuthenticationVerdict.WrongAlgorithm;
        foreach (AuthenticationKey candidate in chain.Keys)
        {
            if (candidate.Algorithm == AuthenticationAlgorithm.HmacMd5)
            {
                if (IsSignedWith(pdu, offset, candidate))
                {
                    key = candidate;
                    return AuthenticationVerdict.Accepted;
                }

                verdict = AuthenticationVerdict.BadDigest;
            }
        }

        return verdict;
    }

    /// <summary>Finds the one authentication TLV; accepted means that it holds a digest, at <paramref name="offset"/> of the PDU.</summary>
    private static AuthenticationVerdict FindDigest(IsisPdu pdu, out int offset, out Authentication authentication)
    {
        offset = 0;
        authentication = default;
        ReadOnlySpan<byte> value = default;
        int position = pdu.FixedLength;
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.Authentication)
            {
                if (offset != 0)
                {
                    return AuthenticationVerdict.Repeated;
                }

                offset = position + Tlv.HeaderLength;
                value = tlv.Value;
            }

            position += Tlv.HeaderLength + tlv.Value.Length;
        }

        if (offset == 0)
        {
            return AuthenticationVerdict.Missing;
        }

        if (pdu.Bytes.Length > IsisFrame.MaximumPduLength || !Authentication.TryRead(value, out authentication))
        {
            return AuthenticationVerdict.Malformed;
        }

        offset += value.Length - authentication.Data.Length;
        return authentication.Type switch
        {
            AuthenticationType.GenericCryptographic or AuthenticationType.HmacMd5 => AuthenticationVerdict.Accepted,
            AuthenticationType.ClearText => AuthenticationVerdict.ClearText,
            _ => AuthenticationVerdict.UnknownType,
        };
    }

    private static bool IsOf(Authentication authentication, AuthenticationKey key) =>
        authentication.Data.Length == key.DigestLength
        && (authentication.Type == AuthenticationType.HmacMd5) == (key.Algorithm == AuthenticationAlgorithm.HmacMd5)
        && (authentication.Type == AuthenticationType.HmacMd5 || authentication.KeyId == key.Id);

    private static bool IsSignedWith(IsisPdu pdu, int offset, AuthenticationKey key)
    {
        Span<byte> buffer = stackalloc byte[IsisFrame.MaximumPduLength];
        Span<byte> octets = buffer[..pdu.Bytes.Length];
        pdu.Bytes.CopyTo(octets);
        Prepare(octets, IsLsp(pdu.Type), octets.Slice(offset, key.DigestLength), key);
        Span<byte> digest = stackalloc byte[AuthenticationDigest.MaximumLength];
        digest = digest[..key.DigestLength];
        key.Compute(octets, digest);
        return CryptographicOperations.FixedTimeEquals(digest, pdu.Bytes.Slice(offset, key.DigestLength));
    }

    private static void Prepare(Span<byte> octets, bool isLsp, Span<byte> digest, AuthenticationKey key)
    {
        if (isLsp)
        {
            octets.Slice(LspHeader.LifetimeOffset, sizeof(ushort)).Clear();
            octets.Slice(ChecksumOffset, sizeof(ushort)).Clear();
        }

        if (key.Algorithm == AuthenticationAlgorithm.HmacMd5)
        {
            digest.Clear();
            return;
        }

        for (int i = 0; i < digest.Length; i += Apad.Length)
        {
            Apad.CopyTo(digest[i..]);
        }
    }

    /// <summary>The lifetime is outside of the digest, so zeroing it makes a purge of any live LSP; what a purge may hold tells the two
    /// apart (RFC 5304 section 2). Codes of the registry that are unknown here pass beside an originator, which no live LSP has (RFC 6233).</summary>
    private static bool IsOverfullPurge(IsisPdu pdu)
    {
        if (!IsLsp(pdu.Type) || !LspHeader.Read(pdu).IsPurge)
        {
            return false;
        }

        bool hasOriginator = pdu.Tlvs.TryFind(IsisTlvType.PurgeOriginator, out _);
        foreach (Tlv tlv in pdu.Tlvs)
        {
            bool isAllowed = tlv.Type is IsisTlvType.Authentication or IsisTlvType.PurgeOriginator or IsisTlvType.HostName
                or IsisTlvType.InstanceIdentifier or IsisTlvType.RouterFingerprint;
            if (!isAllowed && !(hasOriginator && !Enum.IsDefined(tlv.Type)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLsp(IsisPduType type) => type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState;
}
