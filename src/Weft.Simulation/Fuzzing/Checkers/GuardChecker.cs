using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// What guarded ports promise without any condition: no binding, and with it no host route, of an address at another MAC than its owner's, and at strict ports none of anybody who is not
/// listed; no frame passes that says one thing outside and has somebody else's address inside, and nothing that only routers and DHCP servers say.
/// </summary>
internal sealed class GuardChecker(FuzzScene scene) : IFuzzChecker
{
    private const ushort DhcpServer = 67;
    private const ushort Dhcp6Server = 547;

    /// <summary>All that a node ever writes is looked at.</summary>
    public void Applied(Instant now, SimNode node)
    {
        if (node.Switch is { } life)
        {
            foreach ((BindingKey key, BindingRow row) in life.Tables.Bindings.Rows)
            {
                PortPlan port = node.Plan.Ports[row.Port.Value];
                if (port is { IsGuarded: true, IsMonitored: false } && !IsRight(port.Guard, row, key.Address))
                {
                    string owner = scene.OwnerOf(row.Vrf, key.Address)?.Name ?? "nobody";
                    scene.Report("guarded", $"{node.Name} has at {port.Name}, which is {port.Guard}, a binding of {key.Address} to {row.Mac}; it is {owner}'s");
                }
            }
        }
    }

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        if (step.In.IsNone || step.Action is PlaneAction.Dropped or PlaneAction.Routed or PlaneAction.Delivered
            || node.Plan.Ports[step.In.Value] is not { IsGuarded: true, IsMonitored: false, FacesHosts: true } port || !FrameFacts.TryRead(frame, out FrameFacts facts))
        {
            return;
        }

        if (facts.Icmpv6 is Icmpv6Type.RouterAdvertisement or Icmpv6Type.Redirect || (!port.ServesDhcp && IsServers(facts, frame)))
        {
            scene.Report("guarded", $"{node.Name} lets what only routers and DHCP servers say in at {port.Name}: {FramePrinter.Print(frame)}");
        }
        else if (IsSomebodyElses(port.Guard, facts) || IsFromElsewhere(new LinkEnd(node.Name, port.Name), port.Moves, facts))
        {
            scene.Report("guarded", $"{node.Name} lets a frame from an address of another in at {port.Name}, which is {port.Guard}: {FramePrinter.Print(frame)}");
        }
    }

    private bool IsRight(PortGuard guard, in BindingRow row, IpAddress address)
    {
        if (address.IsLinkLocal)
        {
            return guard != PortGuard.Strict || scene.IsHost(row.Mac);
        }

        return scene.OwnerOf(row.Vrf, address) is { } owner ? owner.Host.Mac == row.Mac || IsFree(guard, owner) : guard != PortGuard.Strict;
    }

    /// <summary>A frame that passes as it came. What is routed on has another MAC by then; its source had to be bound, too.</summary>
    private bool IsSomebodyElses(PortGuard guard, in FrameFacts facts)
    {
        IpAddress claimed = facts.Icmpv6 == Icmpv6Type.NeighborAdvertisement ? facts.NeighborTarget : facts.From;
        if (facts.Kind is not (FrameKind.Arp or FrameKind.Ipv4 or FrameKind.Ipv6) || claimed.IsUnspecified || claimed.IsLinkLocal)
        {
            return false;
        }

        if (scene.HostOf(facts.Source) is not { } sender)
        {
            return guard == PortGuard.Strict;
        }

        return scene.OwnerOf(sender.Vrf, claimed) is { } owner ? owner != sender && !IsFree(guard, owner) : guard == PortGuard.Strict;
    }

    /// <summary>Where the first one has an address, a leased one is its owner's as long as the leaf that has seen the lease, and nobody else, says so, and is heard.</summary>
    private bool IsFree(PortGuard guard, HostTruth owner) => guard == PortGuard.FirstCome && owner.IsLeased && !scene.IsVouched(owner);

    /// <summary>A frame in the very name of a host that is at another place, and of which everybody knows that.</summary>
    private bool IsFromElsewhere(LinkEnd place, MoveTrust moves, in FrameFacts facts) =>
        moves == MoveTrust.Verified && scene.HostOf(facts.Source) is { } sender && sender.Host.Place != place && !facts.From.IsUnspecified && scene.IsProtected(sender);

    private static bool IsServers(in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        facts.Upper == IpProtocol.Udp && facts.UpperOffset != 0 && frame.Length >= facts.UpperOffset + 2
        && BinaryPrimitives.ReadUInt16BigEndian(frame[facts.UpperOffset..]) == (facts.Kind == FrameKind.Ipv4 ? DhcpServer : Dhcp6Server);
}
