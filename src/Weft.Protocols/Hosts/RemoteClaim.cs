using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>A claim together with the node that made it.</summary>
public readonly record struct RemoteClaim(SystemId Origin, HostClaim Claim);
