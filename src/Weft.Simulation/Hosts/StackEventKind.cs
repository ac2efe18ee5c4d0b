namespace Weft.Simulation;

/// <summary>What simulated hosts notice.</summary>
public enum StackEventKind : byte
{
    /// <summary>One of its addresses is in use now: nobody else claimed it.</summary>
    AddressReady,

    /// <summary>Duplicate address detection found another owner; the address is not used (RFC 4862 section 5.4.5).</summary>
    AddressDuplicate,

    /// <summary>An address that the host asked about is free (RFC 5227 section 2.1.1).</summary>
    AddressFree,

    /// <summary>An address that the host asked about, or wants, is somebody's (RFC 5227 section 2.1.1).</summary>
    AddressTaken,

    /// <summary>An ARP reply or a neighbour advertisement for the address came, asked for or not.</summary>
    NeighborAnswered,

    /// <summary>Nobody answered for the address; packets that waited are gone.</summary>
    NeighborFailed,

    /// <summary>A router or host at the address reported an error about a packet of this host.</summary>
    ErrorReceived,

    /// <summary>A DHCP lease gave the host the address.</summary>
    LeaseBound,

    /// <summary>A DHCP lease ended or was refused, and with it the address.</summary>
    LeaseLost,
}
