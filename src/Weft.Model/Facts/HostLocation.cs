using Weft.Wire;

namespace Weft.Model;

/// <summary>Where a host address is, seen from one segment of this node.</summary>
/// <param name="Place">See <see cref="HostPlace"/>.</param>
/// <param name="Mac">The host's MAC where one is known; zero otherwise.</param>
/// <param name="Port">The local port for places on this node.</param>
/// <param name="Confirmed">False while the host is only tentative or suspect.</param>
public readonly record struct HostLocation(HostPlace Place, MacAddress Mac, PortIndex Port, bool Confirmed)
{
    public static HostLocation Unknown => new(HostPlace.Unknown, MacAddress.Zero, PortIndex.None, false);
}
