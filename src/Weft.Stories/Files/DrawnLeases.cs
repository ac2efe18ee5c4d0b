using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Hosts of a drawn story that nodes do not know from the fabric file: they have their address from a DHCP server.</summary>
/// <param name="Server">The host that is the server.</param>
/// <param name="Clients">The hosts, each of which gets the address that the fabric file says.</param>
/// <param name="Forgetful">Those of them that never renew a lease and keep their address for ever.</param>
/// <param name="Time">How long a lease lasts, in whole seconds.</param>
public sealed record DrawnLeases(string Server, ImmutableArray<string> Clients, ImmutableArray<string> Forgetful, TimeSpan Time);
