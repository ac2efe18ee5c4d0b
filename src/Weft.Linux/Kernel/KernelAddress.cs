using Weft.Wire;

namespace Weft.Linux;

/// <summary>An address on an interface.</summary>
public readonly record struct KernelAddress(int InterfaceIndex, IpAddress Address, byte PrefixLength, KernelAddressFlags Flags);
