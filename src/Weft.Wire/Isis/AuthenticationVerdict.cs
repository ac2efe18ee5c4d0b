namespace Weft.Wire.Isis;

/// <summary>What became of a PDU's authentication. Values are counted, so they run from 0 without gaps.</summary>
public enum AuthenticationVerdict : byte
{
    /// <summary>Signed with a listed key.</summary>
    Accepted,

    /// <summary>Not signed with a listed key, but the chain lets that pass while keys are being introduced.</summary>
    PassedUnauthenticated,

    /// <summary>No authentication TLV.</summary>
    Missing,

    /// <summary>More than one authentication TLV.</summary>
    Repeated,

    /// <summary>An authentication TLV that is empty, or of a length that its type does not have.</summary>
    Malformed,

    /// <summary>A password in clear text.</summary>
    ClearText,

    /// <summary>An authentication type that is neither clear text nor HMAC.</summary>
    UnknownType,

    /// <summary>A key id that is not listed.</summary>
    UnknownKeyId,

    /// <summary>A listed key id, or HMAC-MD5, with another algorithm than is listed.</summary>
    WrongAlgorithm,

    /// <summary>The digest is wrong: another secret, or changed octets.</summary>
    BadDigest,

    /// <summary>A purge with more than a purge may hold: a live LSP whose lifetime somebody set to zero (RFC 5304 section 2, RFC 6233).</summary>
    PurgeWithContent,
}
