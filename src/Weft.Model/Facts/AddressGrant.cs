using Weft.Wire;

namespace Weft.Model;

/// <summary>"This address belongs to this MAC, behind this port": what lets a host be believed at a guarded port.</summary>
/// <param name="Segment">Where the address may be used.</param>
/// <param name="Address">The address.</param>
/// <param name="Mac">The only MAC that may use it.</param>
/// <param name="Port">The only port that it may be used at.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Expires">When it ends by itself; <see cref="Instant.Never"/> for what has no end.</param>
public readonly record struct AddressGrant(SegmentId Segment, IpAddress Address, MacAddress Mac, PortIndex Port, GrantSource Source, Instant Expires);
