using Weft.Model;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>To whom an address was given, as the journal has it.</summary>
/// <param name="Mac">The host.</param>
/// <param name="Port">The port's name.</param>
/// <param name="Source">Who gave it.</param>
/// <param name="ExpiresUtc">When it ends by the wall clock; null for never.</param>
/// <param name="Expires">When it ends by the monotonic clock of <paramref name="Boot"/>.</param>
/// <param name="Boot">The kernel's name for the boot that the daemon ran in.</param>
internal readonly record struct GrantedTo(MacAddress Mac, string Port, GrantSource Source, DateTimeOffset? ExpiresUtc, Instant Expires, string Boot);
