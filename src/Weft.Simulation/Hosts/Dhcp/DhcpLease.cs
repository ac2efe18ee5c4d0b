using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a server gave a client.</summary>
/// <param name="Address">The address with the prefix length of its subnet.</param>
/// <param name="Gateway">The default gateway; unspecified when there is none.</param>
/// <param name="Server">Who gave it.</param>
/// <param name="Duration">For how long.</param>
/// <param name="Renewal">After how long the client asks its server again (T1).</param>
/// <param name="Rebinding">After how long it asks anyone (T2).</param>
public readonly record struct DhcpLease(
    GatewayAddress Address, IpAddress Gateway, IpAddress Server, TimeSpan Duration, TimeSpan Renewal, TimeSpan Rebinding);
