namespace Weft.Model;

/// <summary>Which hosts a port admits, and whose frames it lets in.</summary>
public enum PortGuard : byte
{
    /// <summary>Every host that shows itself; frames are not looked at beyond the protection of the gateway.</summary>
    Trusted,

    /// <summary>Whoever shows a free address first has it (RFC 6620). Frames from anybody who has no address here do not pass.</summary>
    FirstCome,

    /// <summary>Only hosts that the fabric file lists, and those with a DHCP lease.</summary>
    Strict,
}
