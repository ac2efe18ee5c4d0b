using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>A unicast route of a kernel, in the table of a VRF.</summary>
/// <param name="Prefix">Its destination.</param>
/// <param name="Protocol">Who installed it (RTPROT_*); 200 is Weft, 2 the kernel itself.</param>
/// <param name="Metric">Its priority; lower wins.</param>
/// <param name="Interfaces">Indices of the interfaces it leaves by; none for a discard route.</param>
public sealed record KernelRoute(IpPrefix Prefix, byte Protocol, uint Metric, ImmutableArray<int> Interfaces)
{
    /// <summary>The VRF whose table it is in; the default one has the main table.</summary>
    public VrfId Vrf { get; init; }
}
