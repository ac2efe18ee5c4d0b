using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The static part of a node: loopbacks, settings, VRFs, bridges, routed interfaces with their gateways, ports. Everything
/// is looked at first and changed only where it differs, so doing it again does no harm. Throws <see cref="KernelException"/>.</summary>
public sealed class NodeSetup
{
    private const byte LinkLocalLength = 64;

    private readonly NodePlan _plan;
    private readonly IKernel _kernel;
    private readonly IBridgeDriver _bridges;
    private readonly LinkSetup _links;
    private readonly NodeSettings _settings;
    private readonly VrfSetup _vrfs;
    private readonly IPortRoom? _room;
    private readonly HashSet<(int Index, IpAddress Address)> _addresses = [];
    private readonly List<KernelAddress> _read = [];

    public NodeSetup(NodePlan plan, IBridgeDriver bridges, LinkSetup links, IPortRoom? room = null)
    {
        _room = room;
        _plan = plan;
        _bridges = bridges;
        _links = links;
        _kernel = links.Kernel;
        _settings = new NodeSettings(_kernel);
        _vrfs = new VrfSetup(plan, links, _settings);
    }

    /// <summary>Ports that must be down.</summary>
    public Func<PortIndex, bool> IsShut { get; init; } = static _ => false;

    /// <summary>Everything.</summary>
    public void Prepare()
    {
        _links.Links.Reload(_kernel);
        ReadAddresses();
        _settings.ApplyGlobal();
        if (_plan.Fabric.TracksConnections)
        {
            _settings.ApplyTracking();
        }

        PrepareLoopback();
        PrepareVrfs();
        _bridges.PrepareSegments(_plan);

        // Ports before addresses: the kernel asks for a destination once a second, and must not ask the first time into an empty bridge.
        foreach (PortPlan port in _plan.Ports)
        {
            PreparePort(port);
        }

        foreach (SegmentPlan segment in _plan.Segments)
        {
            PrepareSegment(segment);
        }

        PrepareLocalMacs();
        _links.Links.Reload(_kernel);
    }

    private void PrepareLoopback()
    {
        int index = _links.Links.IndexOf("lo");
        _links.EnsureUp(index);
        EnsureHostAddress(index, _plan.Node.Loopback4);
        EnsureHostAddress(index, _plan.Node.Loopback6);
    }

    /// <summary>A node answers with its loopbacks in every VRF: its ICMP errors there need a source that is not somebody's gateway.</summary>
    private void PrepareVrfs()
    {
        _vrfs.PrepareDevices();
        foreach (Vrf vrf in _plan.Vrfs)
        {
            int index = _links.Links.IndexOf(vrf.Name);
            EnsureHostAddress(index, _plan.Node.Loopback4);
            EnsureHostAddress(index, _plan.Node.Loopback6);
        }
    }

    private void PrepareSegment(SegmentPlan segment)
    {
        int index = _links.Links.IndexOf(segment.Interface);
        _settings.ApplySegment(segment.Interface);
        if (segment.Vrf != VrfId.Default)
        {
            Enslave(index, _links.Links.IndexOf(segment.Subnet.Vrf.Name));
        }
        else
        {
            LeaveVrf(index);
        }

        _links.EnsureUp(index);
        if (!segment.HasGateway)
        {
            return;
        }

        EnsureGateway(index, segment.Subnet, KernelAddressFlags.NoDuplicateDetection);
        foreach (Subnet foreign in ForeignSubnets(segment))
        {
            // The gateway of hosts that live here with another subnet's addresses, without a connected route to that subnet.
            EnsureGateway(index, foreign, KernelAddressFlags.NoDuplicateDetection | KernelAddressFlags.NoPrefixRoute);
        }
    }

    private void LeaveVrf(int index)
    {
        if (_links.Links.TryGet(index, out KernelLink link) && _links.Links.TryGet(link.Master, out KernelLink master) && master.Kind == "vrf")
        {
            Enslave(index, 0);
        }
    }

    /// <summary>The kernel takes IPv6 addresses away from an interface that changes its VRF.</summary>
    private void Enslave(int index, int master)
    {
        if (_links.Links.TryGet(index, out KernelLink link) && link.Master != master)
        {
            _links.EnsureMaster(index, master);
            _addresses.RemoveWhere(address => address.Index == index);
        }
    }

    private void EnsureGateway(int index, Subnet subnet, KernelAddressFlags flags)
    {
        foreach (GatewayAddress gateway in subnet.Gateways)
        {
            EnsureAddress(new KernelAddress(index, gateway.Address, gateway.PrefixLength, flags));
        }

        if (subnet.Gateways.Any(gateway => gateway.Address.IsIpv6))
        {
            EnsureAddress(new KernelAddress(index, subnet.GatewayLinkLocal, LinkLocalLength, KernelAddressFlags.NoDuplicateDetection));
        }
    }

    private void PrepareLocalMacs()
    {
        List<KernelChange> entries = [];
        foreach (SegmentPlan segment in _plan.Segments.Where(segment => segment.HasGateway))
        {
            foreach (Subnet subnet in ForeignSubnets(segment).Prepend(segment.Subnet))
            {
                entries.Add(KernelChange.Put(_bridges.LocalEntry(segment, subnet.GatewayMac4)));
                entries.Add(KernelChange.Put(_bridges.LocalEntry(segment, subnet.GatewayMac6)));
            }
        }

        KernelResult[] results = new KernelResult[entries.Count];
        _kernel.Submit(entries.ToArray(), results);
        foreach (KernelResult result in results)
        {
            result.ThrowIfFailed("install a virtual MAC");
        }
    }

    /// <summary>Sets a port up if its interface is there; a port without a cable is no fault.</summary>
    private void PreparePort(PortPlan port)
    {
        int index = _links.Links.IndexOf(port.Name);
        if (index == 0)
        {
            return;
        }

        _room?.Prepare(port, index);
        if (port.Kind is PortKind.Fabric or PortKind.Outside)
        {
            _settings.ApplyRouted(port.Name);
            if (port.Vrf is { } vrf && vrf.Id != VrfId.Default)
            {
                Enslave(index, _links.Links.IndexOf(vrf.Name));
            }
            else
            {
                LeaveVrf(index);
            }

            foreach (GatewayAddress address in port.Addresses)
            {
                EnsureAddress(new KernelAddress(index, address.Address, address.PrefixLength, KernelAddressFlags.NoDuplicateDetection));
            }
        }
        else
        {
            _settings.ApplyBridged(port.Name);
            _bridges.AttachPort(_plan, port, index);
        }

        SetPort(port);
        _vrfs.PreparePort(port, index);
    }

    /// <summary>Sets a port up, or down where it is shut.</summary>
    public void SetPort(PortPlan port)
    {
        int index = _links.Links.IndexOf(port.Name);
        if (IsShut(port.Index))
        {
            _links.EnsureDown(index);
        }
        else
        {
            _links.EnsureUp(index);
        }
    }

    /// <summary>Subnets whose hosts may live on a segment although they belong elsewhere, sorted.</summary>
    private IEnumerable<Subnet> ForeignSubnets(SegmentPlan segment) => _plan.Ports
        .Where(port => port.Segments.Any(member => member.Segment == segment.Id))
        .SelectMany(port => port.Foreign)
        .Where(subnet => subnet.Index != segment.Subnet.Index && subnet.Vrf.Id == segment.Vrf)
        .DistinctBy(subnet => subnet.Index)
        .OrderBy(subnet => subnet.Index);

    private void EnsureHostAddress(int index, IpAddress address)
    {
        if (!address.IsUnspecified)
        {
            EnsureAddress(new KernelAddress(index, address, (byte)address.BitCount, KernelAddressFlags.NoDuplicateDetection));
        }
    }

    private void EnsureAddress(in KernelAddress address)
    {
        if (_addresses.Add((address.InterfaceIndex, address.Address)))
        {
            _kernel.PutAddress(address).ThrowIfFailed($"add {address.Address}/{address.PrefixLength}");
        }
    }

    private void ReadAddresses()
    {
        _addresses.Clear();
        _read.Clear();
        _kernel.ReadAddresses(_read);
        foreach (KernelAddress address in _read)
        {
            _addresses.Add((address.InterfaceIndex, address.Address));
        }
    }
}
