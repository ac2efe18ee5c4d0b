namespace Weft.Wire.Dhcp6;

/// <summary>DHCPv6 status codes (RFC 8415 section 21.13). Unknown values survive.</summary>
public enum Dhcp6Status : ushort
{
    Success = 0,
    UnspecifiedFailure = 1,
    NoAddresses = 2,
    NoBinding = 3,
    NotOnLink = 4,
    UseMulticast = 5,
    NoPrefixes = 6,
}
