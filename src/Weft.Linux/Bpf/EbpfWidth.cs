namespace Weft.Linux;

/// <summary>How much a load or store moves, as instructions say it.</summary>
internal enum EbpfWidth : byte
{
    /// <summary>4 octets.</summary>
    Word = 0x00,

    /// <summary>2 octets.</summary>
    Half = 0x08,

    /// <summary>1 octet.</summary>
    Byte = 0x10,

    /// <summary>8 octets.</summary>
    Double = 0x18,
}
