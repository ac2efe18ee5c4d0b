using Weft.Wire;

namespace Weft.Model;

/// <summary>"This address, with this MAC, is attached to me": what a leaf announces of a host. At most one per (VRF, address) and leaf.</summary>
/// <param name="Vrf">Routing domain.</param>
/// <param name="Address">The host's address; never link-local.</param>
/// <param name="Mac">Its MAC.</param>
/// <param name="Epoch">Mobility sequence number: raised by one at each move.</param>
/// <param name="Segment">Where it is attached.</param>
/// <param name="Attachment">Equal for claims that are one host on several leaves (LAG): all of them win. 0: single.</param>
/// <param name="Flags">See <see cref="ClaimFlags"/>.</param>
public readonly record struct HostClaim(
    VrfId Vrf, IpAddress Address, MacAddress Mac, uint Epoch, SegmentId Segment, uint Attachment, ClaimFlags Flags)
{
    public HostKey Key => new(Vrf, Address);

    public bool IsTentative => (Flags & ClaimFlags.Tentative) != 0;

    public bool IsVouched => (Flags & ClaimFlags.Vouched) != 0;

    public bool IsAnycast => (Flags & ClaimFlags.Anycast) != 0;
}
