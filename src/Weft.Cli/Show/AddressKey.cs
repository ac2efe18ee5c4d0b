using Weft.Wire;

namespace Weft.Cli;

/// <summary>Sorts addresses as numbers, IPv4 first.</summary>
internal readonly record struct AddressKey(IpAddress Address) : IComparable
{
    public int CompareTo(object? obj) => obj is AddressKey other ? Address.CompareTo(other.Address) : 1;
}
