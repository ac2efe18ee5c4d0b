using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>The route books of a node: one for both families, or one for each where IPv6 has paths of its own (RFC 5120).</summary>
internal sealed class RouteBooks
{
    private readonly RouteBook _ipv4;
    private readonly RouteBook _ipv6;
    private readonly RouteBook[] _all;

    public RouteBooks(NodePlan plan, RoutePolicy policy, NodeTables tables, IHostWinners? hosts)
    {
        NextHopGroupNumbers numbers = new();
        bool isMulti = plan.Fabric.Isis.IsMultiTopology;
        _ipv4 = new RouteBook(plan, policy, tables, numbers, isMulti ? AddressFamily.Ipv4 : null, hosts);
        _ipv6 = isMulti ? new RouteBook(plan, policy, tables, numbers, AddressFamily.Ipv6, hosts) : _ipv4;
        _all = isMulti ? [_ipv4, _ipv6] : [_ipv4];
    }

    /// <summary>Sets the winners of a host address; none takes the route away.</summary>
    public void SetHost(HostKey host, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> winners) => Of(host.Address.Family).SetHost(host, before, winners);

    /// <summary>Sets the best origins of a prefix; none takes the route away.</summary>
    public void SetPrefix(RouteKey key, ReadOnlySpan<SystemId> origins) => Of(key.Prefix.Family).SetPrefix(key, origins);

    /// <summary>Sets the shortest paths to a node, of one family or of both; none means unreachable.</summary>
    public void SetReach(SystemId node, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost)
    {
        foreach (RouteBook book in _all)
        {
            if (family is not { } only || Of(only) == book)
            {
                book.SetReach(node, nextHops, cost);
            }
        }
    }

    /// <summary>True when packets of at least one family can be sent to a node.</summary>
    public bool Reaches(SystemId node) => _ipv4.Reaches(node) || _ipv6.Reaches(node);

    /// <summary>Begins with what the node has by its plan.</summary>
    public void Start()
    {
        foreach (RouteBook book in _all)
        {
            book.Start();
        }
    }

    /// <summary>A host came to a segment of this node, or left it.</summary>
    public void AttachmentChanged(BindingKey key) => Of(key.Address.Family).AttachmentChanged(key);

    /// <summary>Ends an input: what follows from all of it together.</summary>
    public void Complete()
    {
        foreach (RouteBook book in _all)
        {
            book.Complete();
        }
    }

    /// <summary>The node has heard everything: what waited for a prefix that never came gets its own route.</summary>
    public void Settle()
    {
        foreach (RouteBook book in _all)
        {
            book.Settle();
        }
    }

    /// <summary>True when a host has no route here because its home's prefix leads the same way.</summary>
    public bool FollowsHome(HostKey host) => Of(host.Address.Family).FollowsHome(host);

    /// <summary>Whether this node announces a host outside.</summary>
    public OutsideVerdict JudgeOutside(HostKey host) => Of(host.Address.Family).JudgeOutside(host);

    /// <summary>Says whether the node is drained.</summary>
    public void SetDrained(bool drained)
    {
        foreach (RouteBook book in _all)
        {
            book.SetDrained(drained);
        }
    }

    /// <summary>True when a route other than a default one covers an address.</summary>
    public bool Covers(VrfId vrf, IpAddress address) => Of(address.Family).Covers(vrf, address);

    private RouteBook Of(AddressFamily family) => family == AddressFamily.Ipv6 ? _ipv6 : _ipv4;
}
