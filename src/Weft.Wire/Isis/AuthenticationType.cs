namespace Weft.Wire.Isis;

/// <summary>The first octet of TLV 10 (IANA "IS-IS authentication type codes").</summary>
public enum AuthenticationType : byte
{
    ClearText = 1,

    /// <summary>A key id and a digest, RFC 5310.</summary>
    GenericCryptographic = 3,

    /// <summary>16 octets of HMAC-MD5, RFC 5304.</summary>
    HmacMd5 = 54,
}
