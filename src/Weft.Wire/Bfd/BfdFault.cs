namespace Weft.Wire.Bfd;

/// <summary>Why octets are not a BFD control packet (RFC 5880 section 6.8.6, in its order).</summary>
public enum BfdFault : byte
{
    None,

    /// <summary>Shorter than the mandatory section of 24 octets.</summary>
    Truncated,

    /// <summary>Not version 1.</summary>
    Version,

    /// <summary>The length field is below 24 (26 with an authentication section) or above what arrived.</summary>
    Length,

    /// <summary>The detection multiplier is 0.</summary>
    DetectMultiplier,

    /// <summary>The multipoint bit is set.</summary>
    Multipoint,

    /// <summary>The sender's discriminator is 0.</summary>
    MyDiscriminator,

    /// <summary>The receiver's discriminator is 0 although the sender is neither down nor administratively down.</summary>
    YourDiscriminator,

    /// <summary>The authentication section's own length does not fill the rest of the packet (RFC 5880 section 4.1).</summary>
    AuthenticationLength,
}
