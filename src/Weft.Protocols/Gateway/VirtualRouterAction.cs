namespace Weft.Protocols.Gateway;

/// <summary>What a virtual router wants done after an event.</summary>
public enum VirtualRouterAction : byte
{
    Nothing,

    /// <summary>Send an advertisement.</summary>
    Advertise,

    /// <summary>It has become master: send an advertisement and announce the addresses.</summary>
    TakeOver,

    /// <summary>It has become backup.</summary>
    GiveWay,
}
