namespace Weft.Wire;

/// <summary>Why a frame is not Ethernet.</summary>
public enum EthernetFault : byte
{
    None,

    /// <summary>Shorter than the addresses, its tags and the type.</summary>
    Truncated,

    /// <summary>More tags than <see cref="EthernetView.MaximumTags"/>.</summary>
    TooManyTags,

    /// <summary>The length field is larger than the frame.</summary>
    LengthBeyondFrame,

    /// <summary>The value between the highest length and the lowest type (IEEE 802.3 clause 3.2.6).</summary>
    NeitherLengthNorType,
}
