namespace Weft.Wire.Isis;

/// <summary>How a PDU is signed: HMAC over one of six digests.</summary>
public enum AuthenticationAlgorithm : byte
{
    /// <summary>RFC 5304: no key id on the wire, 16 octets. For neighbours that know nothing better.</summary>
    HmacMd5,

    /// <summary>RFC 5310, 20 octets.</summary>
    HmacSha1,

    /// <summary>RFC 5310, 28 octets.</summary>
    HmacSha224,

    /// <summary>RFC 5310, 32 octets.</summary>
    HmacSha256,

    /// <summary>RFC 5310, 48 octets.</summary>
    HmacSha384,

    /// <summary>RFC 5310, 64 octets.</summary>
    HmacSha512,
}
