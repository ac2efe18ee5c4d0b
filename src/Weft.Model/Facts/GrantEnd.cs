namespace Weft.Model;

/// <summary>Why a grant of an address has ended.</summary>
public enum GrantEnd : byte
{
    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The host gave the address back.</summary>
    Released,

    /// <summary>The host found the address in use by somebody else: nobody should be given it for a while.</summary>
    Declined,

    /// <summary>The server took it back.</summary>
    Refused,

    /// <summary>The server gave the address to another.</summary>
    Replaced,
}
