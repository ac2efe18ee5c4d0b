namespace Weft.Wire.Bfd;

/// <summary>The state of a session (RFC 5880 section 4.1, "Sta").</summary>
public enum BfdState : byte
{
    /// <summary>Held down on purpose; says nothing about the path.</summary>
    AdminDown = 0,
    Down = 1,

    /// <summary>The other side is heard, but does not hear us yet as far as we know.</summary>
    Init = 2,
    Up = 3,
}
