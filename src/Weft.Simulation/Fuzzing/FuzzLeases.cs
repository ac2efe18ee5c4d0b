using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// The hosts of a case that have their address from a DHCP server, and that server: a relayed one, as real fabrics have it. Promises that no strict port has a binding of such an address
/// when the lease has ended, be it that its host does not renew it, or that it cannot.
/// </summary>
internal sealed class FuzzLeases : IFuzzChecker
{
    private const int FirstOfPool = 0x0A01_000B;
    private const int Pool = 100;

    /// <summary>What part of its time a leaf keeps a lease longer (docs/dhcp.md).</summary>
    private const int GracePart = 8;

    /// <summary>A client that is off when its time comes asks again after this at the latest (RFC 2131 section 4.1), and looks whether the address is free.</summary>
    private static readonly TimeSpan s_longestSilence = TimeSpan.FromSeconds(150);

    /// <summary>Clocks differ, and what a lease lasts is counted from when each party has heard of it.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(1);

    private readonly FuzzScene _scene;
    private readonly DrawnLeases _drawn;
    private DhcpServer? _server;

    public FuzzLeases(FuzzScene scene, DrawnLeases drawn)
    {
        _scene = scene;
        _drawn = drawn;
        foreach (HostTruth host in scene.Hosts.Where(host => drawn.Clients.Contains(host.Name)))
        {
            host.IsLeased = true;
            host.HasAddress = false;
            host.IsForgetful = drawn.Forgetful.Contains(host.Name);
        }
    }

    /// <summary>How long it may take, when all is well, until every host has an address again.</summary>
    public TimeSpan Patience => s_longestSilence + _drawn.Time;

    private IEnumerable<HostTruth> Clients => _scene.Hosts.Where(host => host.IsLeased);

    /// <summary>Starts server and clients, and lets them find each other. Throws <see cref="StoryException"/> when one gets no address.</summary>
    public void Begin()
    {
        DhcpServerSetup setup = new()
        {
            First = new GatewayAddress(IpAddress.Ipv4(FirstOfPool), 24), Count = Pool, Gateway = IpAddress.Parse("10.1.0.1"), Duration = _drawn.Time,
        };
        _server = _scene.Host(_drawn.Server).Host.Stack.Serve(setup);
        foreach (HostTruth host in Clients)
        {
            _server.Reserve(host.Host.Mac, AddressOf(host));
            Start(host, remembered: null);
        }

        if (!_scene.World.RunUntil(() => Clients.All(host => host.HasAddress), s_longestSilence))
        {
            throw new StoryException($"{Clients.First(host => !host.HasAddress).Name} gets no address from its DHCP server");
        }
    }

    /// <summary>A host that has started anew asks for the address that it had.</summary>
    public void Restarted(HostTruth host)
    {
        if (host.IsLeased)
        {
            host.HasAddress = false;
            Start(host, AddressOf(host));
        }
    }

    public void Noticed(Instant now, SimHost host, in StackEvent stackEvent)
    {
        if (stackEvent.Kind is StackEventKind.LeaseBound or StackEventKind.LeaseLost && _scene.HostOf(host.Mac) is { IsLeased: true } truth)
        {
            truth.Changed(now);
            truth.HasAddress = stackEvent.Kind == StackEventKind.LeaseBound;
        }
    }

    public void Look(Instant now)
    {
        foreach (HostTruth host in Clients)
        {
            Instant ends = _server?.EndOf(host.Host.Mac) ?? Instant.Zero;
            if (ends > host.LeaseEnds)
            {
                host.LeaseEnds = ends;
                host.LeasedAt = now;
            }

            if (host.IsForgetful && host.HasAddress && now >= host.LeaseEnds)
            {
                // It goes on as if nothing were the matter, and whether it is reached is nobody's promise any more.
                host.Changed(now);
                host.HasAddress = false;
            }

            if (now > host.LeaseEnds + (_drawn.Time / GracePart) + s_slack)
            {
                LookForEnded(host);
            }
        }
    }

    /// <summary>What has ended is bound nowhere, but where a host has come, or was said to have come, since its lease was last seen: another leaf's word counts for longer.</summary>
    private void LookForEnded(HostTruth host)
    {
        if (host.Host.Place is not LinkEnd place || host.MovedAt >= host.LeasedAt || host.LiedAboutAt >= host.LeasedAt
            || _scene.World.Node(place.Node) is not { Switch: { Tables.Settled: true } life } node || node.Plan.FindPort(place.Port) is not { Guard: PortGuard.Strict, IsMonitored: false } port)
        {
            return;
        }

        foreach (SegmentPlan segment in node.Plan.Segments)
        {
            if (segment.Vrf == host.Vrf && life.Tables.Bindings.TryGet(new BindingKey(segment.Id, AddressOf(host)), out BindingRow row) && row.Port == port.Index)
            {
                _scene.Report("lease", $"{node.Name} has at {port.Name}, which is strict, a binding of {AddressOf(host)} of {host.Name}, whose lease ended at {(host.LeaseEnds - SimWorld.Start).TotalSeconds:0.000} s");
            }
        }
    }

    private void Start(HostTruth host, IpAddress? remembered) =>
        host.Host.Do((now, stack, effects) => stack.StartDhcp(now, effects, remembered, faithful: !host.IsForgetful));

    private static IpAddress AddressOf(HostTruth host) => host.Origin.Addresses[0].Address;
}
