using Weft.Wire;

namespace Weft.Model;

/// <summary>A local host: becomes a permanent neighbour entry and a /32 or /128 on the segment's interface.
/// Foreign hosts (outside of the subnet's prefixes) look just the same.</summary>
public readonly record struct BindingRow(MacAddress Mac, PortIndex Port, VrfId Vrf);
