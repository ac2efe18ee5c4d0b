using Weft.Wire;

namespace Weft.Model;

/// <summary>A claim as a link-state PDU carries it. It never changes, so everybody who read the same PDU may keep the same object.</summary>
/// <param name="system">The system whose PDU it is in.</param>
/// <param name="claim">What it says.</param>
public sealed class AnnouncedClaim(SystemId system, in HostClaim claim)
{
    private readonly HostClaim _claim = claim;

    public SystemId System { get; } = system;

    public ref readonly HostClaim Claim => ref _claim;
}
