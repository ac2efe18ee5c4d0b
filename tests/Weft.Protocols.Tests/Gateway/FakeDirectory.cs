using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>Host knowledge that a test dictates. Unknown by default.</summary>
internal sealed class FakeDirectory : IHostDirectory
{
    public Dictionary<IpAddress, HostLocation> Hosts { get; } = [];

    public HashSet<IpAddress> RoutedElsewhere { get; } = [];

    public HashSet<MacAddress> ForeignMacs { get; } = [];

    public HashSet<(SegmentId Segment, VrfId Vrf)> Asked { get; } = [];

    public void Put(string address, HostPlace place, string mac, bool confirmed = true) =>
        Hosts[IpAddress.Parse(address)] = new HostLocation(place, MacAddress.Parse(mac), PortIndex.None, confirmed);

    public HostLocation Locate(SegmentId from, VrfId vrf, IpAddress address)
    {
        Asked.Add((from, vrf));
        return Hosts.GetValueOrDefault(address, HostLocation.Unknown);
    }

    public bool HasRouteElsewhere(SegmentId from, VrfId vrf, IpAddress address) => RoutedElsewhere.Contains(address);

    public bool IsForeignHost(SegmentId segment, PortIndex port, MacAddress mac) => ForeignMacs.Contains(mac);
}
