using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// No packet to a wrong host: what a leaf hands to a host under the host's own MAC is for one of its own addresses, unless somebody has lied about the address where nobody could object;
/// and no probe reaches anybody but whom it was sent to, who may be somebody with the same address in another VRF. What a neighbour on the same leaf sends to a liar's MAC, because it
/// has heard the lie itself, no leaf has routed: guarding hosts of one port from those of another is for the secure edge.
/// </summary>
internal sealed class WrongHostChecker(FuzzScene scene) : IFuzzChecker
{
    /// <summary>What a lie has led astray is back by then.</summary>
    private static readonly TimeSpan s_lie = TimeSpan.FromMinutes(2);

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (isFromHost || host.Origin is null || MacAddress.Read(frame) != host.Mac || !FrameReader.TryDestination(frame, out IpAddress to)
            || to.IsMulticast || FrameReader.IsDiscovery(frame) || to == IpAddress.Ipv4Broadcast || to.IsLinkLocal)
        {
            return;
        }

        foreach (GatewayAddress own in host.Origin.Addresses)
        {
            if (own.Address == to)
            {
                return;
            }
        }

        bool isDirect = scene.IsHost(MacAddress.Read(frame[6..]));
        if (isDirect && scene.GatewayForgedAt > Instant.Zero && now - scene.GatewayForgedAt < s_lie)
        {
            return;
        }

        HostTruth? owner = scene.OwnerOf(host.Origin.Subnet.Vrf.Id, to);
        bool isLie = owner is not null && owner.LiedAboutAt > Instant.Zero && now - owner.LiedAboutAt < s_lie;
        if (!isLie || (!owner!.IsLieBelievable && !isDirect && scene.Faults.IsWhole))
        {
            scene.Report("wrong-host", $"{host.Name} at {host.Place} gets a packet to {to}, which is {owner?.Name ?? "nobody"}'s");
        }
    }

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        foreach (FuzzFlow flow in scene.Flows)
        {
            if (flow.Number == probe.Flow && flow.To.Host != host)
            {
                scene.Report("wrong-host", $"a probe of {flow.Text} reaches {host.Name}");
            }
        }
    }
}
