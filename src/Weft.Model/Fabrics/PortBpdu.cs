namespace Weft.Model;

/// <summary>What becomes of the BPDUs of a port for hosts. They say that there is a bridge where only hosts should be, and perhaps a loop.</summary>
public enum PortBpdu : byte
{
    /// <summary>They pass to the hosts of the segment, as everything does that a trusted port sends.</summary>
    Pass,

    /// <summary>They do not pass.</summary>
    Drop,

    /// <summary>The first one shuts the port for a time.</summary>
    Shut,
}
