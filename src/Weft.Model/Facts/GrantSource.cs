namespace Weft.Model;

/// <summary>Who says that an address belongs to a MAC, strongest first.</summary>
public enum GrantSource : byte
{
    /// <summary>The fabric file.</summary>
    Static,

    /// <summary>A DHCP server that the node trusts.</summary>
    Dhcp,

    /// <summary>The leaf that the host came from.</summary>
    Carried,

    /// <summary>The host itself, by being the first to show the address.</summary>
    FirstCome,
}
