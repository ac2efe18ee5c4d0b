using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Protocols.Dhcp;
using Weft.Protocols.Edge;
using Weft.Protocols.Gateway;
using Weft.Protocols.Hosts;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Node;

/// <summary>One node: the engines composed. Frames, timers and notifications go in; frames, table rows and events come out. The same
/// class runs in <c>weftd</c> and in the simulator.</summary>
/// <remarks>The caller handles any number of inputs and then calls <see cref="Handle"/> with <see cref="NodeInput.Timer"/> for as long
/// as <see cref="NextDeadline"/> has come; only then does it apply the changes of <see cref="Tables"/>. That is how a burst becomes one
/// LSP and one kernel transaction.</remarks>
public sealed class Switch : IHostDirectory, IHostAdmission, IVouchers
{
    /// <summary>After the databases are known this long passes before anything that was adopted may be deleted.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    /// <summary>Without any neighbour to ask, a node settles after this long.</summary>
    public static readonly TimeSpan SettleAlone = TimeSpan.FromSeconds(10);

    private readonly RouteBooks _routes;
    private readonly EngineSink _sink;
    private Instant _settleAt = Instant.Never;
    private bool _started;

    /// <summary>Makes a node from its plan. The same plan, seed and inputs give the same outputs.</summary>
    /// <param name="plan">What the node is.</param>
    /// <param name="seed">Of its random numbers.</param>
    /// <param name="library">What other nodes of this process have read, too; null for a node that is alone.</param>
    public Switch(NodePlan plan, ulong seed, LspLibrary? library = null)
    {
        Plan = plan;
        Edge = new EdgeEngine(plan, this);
        Hosts = new HostsEngine(plan, new RandomSource(seed), this);
        Gateway = new GatewayEngine(plan, this, new RandomSource(seed + 1));
        Isis = new IsisEngine(plan, new RandomSource(seed + 2), library);
        Bfd = new BfdEngine(plan, new RandomSource(seed + 3));
        Dhcp = new DhcpEngine(plan);
        Policy = new RoutePolicy(plan);
        _routes = new RouteBooks(plan, Policy, Tables, Hosts);
        _sink = new EngineSink(this, _routes);
    }

    public NodePlan Plan { get; }

    /// <summary>What is announced where.</summary>
    public RoutePolicy Policy { get; }

    public HostsEngine Hosts { get; }

    public EdgeEngine Edge { get; }

    public GatewayEngine Gateway { get; }

    public IsisEngine Isis { get; }

    public BfdEngine Bfd { get; }

    public DhcpEngine Dhcp { get; }

    /// <summary>What the data plane should hold.</summary>
    public NodeTables Tables { get; } = new();

    /// <summary>When a timer input is due; at or before the last time handled when work waits.</summary>
    public Instant NextDeadline => Instant.Min(
        Instant.Min(Hosts.NextDeadline, Instant.Min(Gateway.NextDeadline, Edge.NextDeadline)),
        Instant.Min(Isis.NextDeadline, Instant.Min(Bfd.NextDeadline, Instant.Min(Dhcp.NextDeadline, _settleAt))));

    /// <summary>Takes one input.</summary>
    public void Handle(Instant now, in NodeInput input, INodeEffects effects)
    {
        _sink.Begin(now, effects);
        if (!_started)
        {
            Start(now);
        }

        switch (input.Kind)
        {
            case NodeInputKind.Timer:
                HandleTimer(now);
                break;
            case NodeInputKind.Frame:
                HandleFrame(now, input.Port, input.Tag, input.Frame);
                break;
            case NodeInputKind.Port:
                HandlePort(now, input.Port, input.Status);
                break;
            case NodeInputKind.FirstPacket:
                if (Edge.Inspect(now, input.FirstPacket, _sink))
                {
                    Hosts.HandleFirstPacket(now, input.FirstPacket, _sink);
                }

                break;
            case NodeInputKind.ForeignRoute:
                HandleForeignRoute(now, input.ForeignRoute);
                break;
            case NodeInputKind.AdoptedBinding:
                if (Edge.Adopt(now, input.Adopted) is { } adopted)
                {
                    Dhcp.Restore(now, adopted);
                }

                Hosts.Adopt(now, input.Adopted, _sink);
                break;
            case NodeInputKind.Grant:
                Edge.Grant(input.Grant);
                Dhcp.Restore(now, input.Grant);
                break;
            case NodeInputKind.Expectation:
                Hosts.Expect(now, input.Expectation, _sink);
                break;
            case NodeInputKind.ShutPort:
                Edge.KeepShut(now, new ShutPort(input.Port, input.Shut), _sink);
                break;
            case NodeInputKind.OpenPort:
                Edge.Open(now, input.Port, _sink);
                break;
            case NodeInputKind.Datagram:
                Dhcp.HandleDatagram(now, input.Datagram, input.Frame, _sink);
                break;
            case NodeInputKind.ColdStart:
                Isis.StartCold(now);
                break;
            case NodeInputKind.Keys:
                Isis.SetKeys(now, input.Keys!, _sink);
                break;
            case NodeInputKind.Drain:
                Gateway.SetDrained(input.IsDrained);
                Isis.SetDrained(now, input.IsDrained, input.IsAtOnce, _sink);
                break;
            case NodeInputKind.Stop:
                // A VRRP backup need not wait for silence, BFD must not take it for a failure, and IS-IS neighbours are to be patient; nothing
                // is taken back, because the kernel goes on forwarding.
                Gateway.Shutdown(_sink);
                Isis.Shutdown(now, _sink);
                Bfd.Shutdown(_sink);
                break;
            default:
                throw new InvalidOperationException($"unknown input {input.Kind}");
        }

        Hosts.SettleReach(now, _sink);
        _routes.Complete();
        _sink.End();
    }

    /// <inheritdoc/>
    public HostLocation Locate(SegmentId from, VrfId vrf, IpAddress address) => Hosts.Locate(from, vrf, address);

    /// <inheritdoc/>
    public bool HasRouteElsewhere(SegmentId from, VrfId vrf, IpAddress address)
    {
        foreach (SegmentPlan segment in Plan.Segments)
        {
            if (segment.HasGateway && segment.Id != from && segment.Vrf == vrf && segment.Subnet.Contains(address))
            {
                return true;
            }
        }

        return _routes.Covers(vrf, address);
    }

    /// <inheritdoc/>
    public bool Admits(PortIndex port, SegmentPlan segment, MacAddress mac, IpAddress address) => Edge.Admits(port, segment, mac, address);

    /// <inheritdoc/>
    public bool Vouches(SegmentPlan segment, MacAddress mac, IpAddress address) => Edge.Vouches(segment, mac, address);

    /// <inheritdoc/>
    public MacAddress? VouchedMac(HostKey host) => Hosts.VouchedElsewhere(host);

    /// <inheritdoc/>
    public bool IsVouched(VrfId vrf, MacAddress mac) => Hosts.IsVouchedElsewhere(vrf, mac);

    /// <summary>Whether this node announces a host outside, and why not.</summary>
    public OutsideVerdict JudgeOutside(HostKey host) => _routes.JudgeOutside(host);

    /// <summary>True when a host has no route here because the prefix of its home leads the same way, and its site wants it so.</summary>
    public bool FollowsHome(HostKey host) => _routes.FollowsHome(host);

    /// <inheritdoc/>
    public bool IsForeignHost(SegmentId segment, PortIndex port, MacAddress mac) => Hosts.IsForeignHost(segment, port, mac);

    /// <summary>The first adjacency exchange is over: hosts may be announced, and soon leftovers may be deleted.</summary>
    internal void DatabaseSynchronized(Instant now)
    {
        Hosts.SettleReach(now, _sink);
        Hosts.Synchronized(now, _sink);
        _settleAt = Tables.Settled ? Instant.Never : now + SettleTime;
    }

    private void Start(Instant now)
    {
        _started = true;
        _settleAt = now + SettleAlone;
        Hosts.Start(now);
        _routes.Start();
        if (!Plan.Ports.Any(port => port.Kind == PortKind.Fabric))
        {
            DatabaseSynchronized(now);
        }
    }

    private void HandleTimer(Instant now)
    {
        if (now >= Hosts.NextDeadline)
        {
            Hosts.HandleTimer(now, _sink);
        }

        if (now >= Edge.NextDeadline)
        {
            Edge.HandleTimer(now, _sink);
        }

        if (now >= Gateway.NextDeadline)
        {
            Gateway.HandleTimer(now, _sink);
        }

        // Before IS-IS: a path that is lost now must not be computed with.
        if (now >= Bfd.NextDeadline)
        {
            Bfd.HandleTimer(now, _sink);
        }

        if (now >= Isis.NextDeadline)
        {
            Isis.HandleTimer(now, _sink);
        }

        if (now >= Dhcp.NextDeadline)
        {
            Dhcp.HandleTimer(now, _sink);
        }

        if (now >= _settleAt)
        {
            _settleAt = Instant.Never;
            Tables.Settled = true;
            _routes.Settle();
        }
    }

    private void HandleFrame(Instant now, PortIndex index, VlanId tag, ReadOnlySpan<byte> frame)
    {
        PortPlan port = Plan.Ports[index.Value];
        switch (port.Kind)
        {
            case PortKind.Fabric when tag.IsTagged:
                // A packet of a VRF on its way: there is one adjacency for all of them, and it speaks without a tag.
                break;
            case PortKind.Fabric when IsIpv6(frame):
                Bfd.HandleFrame(now, index, frame, _sink);
                break;
            case PortKind.Fabric:
                Isis.HandleFrame(now, index, frame, _sink);
                break;
            case PortKind.Access or PortKind.Trunk:
                HandleHostFrame(now, index, tag, frame);
                break;
            case PortKind.Interswitch:
                Gateway.HandleFrame(now, index, tag, frame, _sink);
                Dhcp.HandleFrame(now, index, tag, frame, _sink);
                break;
            default:
                break;
        }
    }

    private void HandleHostFrame(Instant now, PortIndex index, VlanId tag, ReadOnlySpan<byte> frame)
    {
        EdgeVerdict verdict = Edge.Inspect(now, index, tag, frame, _sink);
        if (verdict == EdgeVerdict.Pass)
        {
            // Evidence first: an answer for a host that has just arrived must know that it is here.
            Hosts.HandleFrame(now, index, tag, frame, _sink);
            Dhcp.HandleFrame(now, index, tag, frame, _sink);
        }

        if (verdict != EdgeVerdict.Refuse)
        {
            Gateway.HandleFrame(now, index, tag, frame, _sink);
        }
    }

    private static bool IsIpv6(ReadOnlySpan<byte> frame) =>
        EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None && ethernet.Type == EtherType.Ipv6;

    private void HandlePort(Instant now, PortIndex index, in PortStatus status)
    {
        PortPlan port = Plan.Ports[index.Value];
        if (port.Kind == PortKind.Fabric)
        {
            Isis.HandlePort(now, index, status, _sink);
            Bfd.HandlePort(now, index, status, _sink);
            return;
        }

        if (port.FacesHosts)
        {
            Hosts.HandlePort(now, index, status, _sink);
        }

        if (port.FacesHosts || port.Kind == PortKind.Interswitch)
        {
            Gateway.HandlePort(now, index, status, _sink);
            Dhcp.HandlePort(index, status);
        }
    }

    /// <summary>Announces what the rim's routing daemon learned outside; the fabric's own prefixes coming back are not news.</summary>
    private void HandleForeignRoute(Instant now, in ForeignRoute route)
    {
        RouteKey key = new(route.Vrf, route.Prefix);
        if (Policy.IsInSubnet(key) || Policy.IsSummary(key))
        {
            return;
        }

        if (route.Present)
        {
            Isis.AdvertisePrefix(now, route.Vrf, route.Prefix, route.Metric);
        }
        else
        {
            Isis.WithdrawPrefix(now, route.Vrf, route.Prefix);
        }
    }
}
