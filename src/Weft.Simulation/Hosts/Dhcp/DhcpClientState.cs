namespace Weft.Simulation;

/// <summary>States of a DHCP client (RFC 2131 figure 5), and the check of the address before its use.</summary>
public enum DhcpClientState : byte
{
    /// <summary>Waits before it begins, or begins anew.</summary>
    Init,

    /// <summary>Asked who offers something.</summary>
    Selecting,

    /// <summary>Asked for what was offered.</summary>
    Requesting,

    /// <summary>Asked for what it had before a restart.</summary>
    Rebooting,

    /// <summary>Asks whether somebody uses the address already.</summary>
    Checking,

    /// <summary>Has a lease.</summary>
    Bound,

    /// <summary>Asks its server to prolong the lease.</summary>
    Renewing,

    /// <summary>Asks any server to prolong it.</summary>
    Rebinding,

    /// <summary>Was told to stop.</summary>
    Released,
}
