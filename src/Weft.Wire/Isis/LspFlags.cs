namespace Weft.Wire.Isis;

/// <summary>The last octet of an LSP's fixed part (ISO 10589 clause 9.8).</summary>
[Flags]
public enum LspFlags : byte
{
    None = 0,

    /// <summary>IS type of a level 1 system; level 2 systems set both of the lowest bits.</summary>
    Level1 = 0x01,

    /// <summary>IS type of a system that runs level 2.</summary>
    Level2 = 0x03,

    /// <summary>LSPDBOL: nobody may route through this system.</summary>
    Overload = 0x04,

    /// <summary>Attached to another area with the default metric.</summary>
    Attached = 0x08,

    /// <summary>Partition repair is supported.</summary>
    PartitionRepair = 0x80,
}
