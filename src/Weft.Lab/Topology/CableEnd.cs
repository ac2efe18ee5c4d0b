using Weft.Wire;

namespace Weft.Lab;

/// <summary>One end of a veth cable. A zero <paramref name="Mac"/> lets the kernel choose.</summary>
public readonly record struct CableEnd(string Namespace, string Interface, MacAddress Mac);
