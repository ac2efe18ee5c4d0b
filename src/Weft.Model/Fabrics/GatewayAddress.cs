using Weft.Wire;

namespace Weft.Model;

/// <summary>One gateway address of a subnet with its prefix length, e.g. 10.1.0.1/24. All leaves of the subnet own it.</summary>
public readonly record struct GatewayAddress(IpAddress Address, byte PrefixLength)
{
    public IpPrefix Prefix => new(Address, PrefixLength);

    public override string ToString() => $"{Address}/{PrefixLength}";
}
