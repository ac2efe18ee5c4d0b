using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A leak that is wanted: routes of one VRF that another one has, too.</summary>
/// <param name="Into">The VRF whose packets may go there.</param>
/// <param name="From">The VRF that the routes are of.</param>
/// <param name="Prefixes">What lies within these; never empty.</param>
public sealed record VrfImport(VrfId Into, VrfId From, ImmutableArray<IpPrefix> Prefixes)
{
    /// <summary>True when a route of <see cref="From"/> is imported.</summary>
    public bool Covers(IpPrefix prefix)
    {
        foreach (IpPrefix wanted in Prefixes)
        {
            if (wanted.Contains(prefix))
            {
                return true;
            }
        }

        return false;
    }
}
