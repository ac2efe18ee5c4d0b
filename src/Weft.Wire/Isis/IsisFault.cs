namespace Weft.Wire.Isis;

/// <summary>Why octets are not an IS-IS PDU that can be used.</summary>
public enum IsisFault : byte
{
    None,

    /// <summary>Not Ethernet, see <see cref="EthernetFault"/>.</summary>
    NotEthernet,

    /// <summary>Not the LLC header FE-FE-03.</summary>
    NotOsiLlc,

    /// <summary>Shorter than the common header or than the fixed part of its type.</summary>
    Truncated,

    /// <summary>The first octet is not 0x83.</summary>
    Discriminator,

    /// <summary>A version octet is not 1.</summary>
    Version,

    /// <summary>ID length is neither 0 nor 6.</summary>
    IdLength,

    /// <summary>Maximum area addresses is neither 0 nor 3.</summary>
    MaximumAreas,

    /// <summary>A PDU type that is not known.</summary>
    PduType,

    /// <summary>The length indicator does not fit the PDU type.</summary>
    HeaderLength,

    /// <summary>The PDU length is beyond the frame or below the fixed part.</summary>
    PduLength,

    /// <summary>A TLV runs past the PDU length.</summary>
    TlvBeyondPdu,

    /// <summary>The circuit type of a hello is 0.</summary>
    CircuitType,

    /// <summary>The Fletcher checksum of an LSP is wrong.</summary>
    Checksum,
}
