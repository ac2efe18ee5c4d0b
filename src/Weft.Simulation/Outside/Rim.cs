using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// The BGP of the rim, reduced to what comes of it. An edge tells of those of Weft's routes that the policy lets out, with their priority as MED; a
/// router outside tells of a default route and of its clients' prefixes. Both take their time. A session lives as long as its link does.
/// </summary>
internal sealed class Rim
{
    /// <summary>The priority that zebra gives a route heard by eBGP.</summary>
    private const uint ForeignMetric = 20;

    /// <summary>A session whose link delivers nothing ends so much later: the hold time that the lab's routers have.</summary>
    private static readonly TimeSpan s_hold = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(1);

    private readonly SimScheduler _scheduler;
    private readonly SimOptions _options;
    private readonly List<RimSession> _sessions = [];

    public Rim(SimScheduler scheduler, SimOptions options)
    {
        _scheduler = scheduler;
        _options = options;
    }

    public void Add(RimSession session)
    {
        _sessions.Add(session);
        session.Edge.Applied = EdgeChanged;
        _scheduler.PlanAction(_scheduler.Now + s_connect, () => Review(session));
    }

    /// <summary>A link has changed: a session over it may come or go.</summary>
    public void LinkChanged(SimLink link)
    {
        foreach (RimSession session in _sessions)
        {
            if (session.Link == link)
            {
                bool works = Works(session);
                TimeSpan wait = works ? s_connect : link.HasCarrier ? s_hold : _options.OutsideDelay;
                _scheduler.PlanAction(_scheduler.Now + wait, () => Review(session));
            }
        }
    }

    /// <summary>An edge has lost or regained its power.</summary>
    public void NodeChanged(IWorldNode node)
    {
        foreach (RimSession session in _sessions)
        {
            if (session.Edge == node)
            {
                _scheduler.PlanAction(_scheduler.Now + (node.HasPower ? s_connect : s_hold), () => Review(session));
            }
        }
    }

    private static bool Works(RimSession session) =>
        session.Edge.HasPower && session.Link.HasCarrier && !session.Link.Forward.IsSilent && !session.Link.Back.IsSilent;

    private void Review(RimSession session)
    {
        bool works = Works(session);
        if (works == session.IsUp)
        {
            return;
        }

        session.IsUp = works;
        foreach (IpPrefix prefix in Offers(session.Router.Plan))
        {
            TellEdge(session, prefix, works);
        }

        if (works)
        {
            Tell(session, Everything(session));
        }
        else
        {
            session.Told.Clear();
            session.Router.Routes.Forget(session.Number);
        }
    }

    /// <summary>What a router outside tells of: a default route for each family, and its clients.</summary>
    private static IEnumerable<IpPrefix> Offers(OutsideRouter router)
    {
        IpAddress[] families = [.. router.Sessions.SelectMany(session => session.RouterAddresses).Select(address => address.Address)];
        if (families.Any(address => address.IsIpv4))
        {
            yield return new IpPrefix(IpAddress.Ipv4Any, 0);
        }

        if (families.Any(address => address.IsIpv6))
        {
            yield return new IpPrefix(IpAddress.Ipv6Any, 0);
        }

        foreach (GatewayAddress address in router.Clients.SelectMany(client => client.RouterAddresses))
        {
            yield return address.Prefix;
        }
    }

    private void TellEdge(RimSession session, IpPrefix prefix, bool present)
    {
        IpAddress? gateway = session.Plan.RouterAddresses.Select(address => (IpAddress?)address.Address)
            .FirstOrDefault(address => address!.Value.Family == prefix.Family);
        if (gateway is not IpAddress next)
        {
            return;
        }

        _scheduler.PlanAction(_scheduler.Now + _options.OutsideDelay, () =>
        {
            if (session.IsUp != present || !session.Edge.HasPower)
            {
                return;
            }

            session.Edge.SetForeignRoute(new ForeignRoute(session.Vrf, prefix, ForeignMetric, present), session.Port.Index, next);
        });
    }

    /// <summary>The edge's forwarding plane has taken over changes: these keys, or whatever it has when the node has settled.</summary>
    private void EdgeChanged(IWorldNode edge, IReadOnlyList<RouteKey> changed, bool isAll)
    {
        foreach (RimSession session in _sessions)
        {
            if (session.Edge == edge && session.IsUp)
            {
                Tell(session, isAll ? Everything(session) : changed);
            }
        }
    }

    /// <summary>All that may have to be told or taken back, in order.</summary>
    private static RouteKey[] Everything(RimSession session) =>
        [.. session.Edge.OutsideKeys(session.Vrf).Concat(session.Told.Keys.Select(prefix => new RouteKey(session.Vrf, prefix))).Distinct().Order()];

    /// <summary>Tells a router what is new at an edge.</summary>
    private void Tell(RimSession session, IReadOnlyList<RouteKey> changed)
    {
        List<(IpPrefix Prefix, uint? Metric)> news = [];
        foreach (RouteKey key in changed)
        {
            if (key.Vrf != session.Vrf)
            {
                continue;
            }

            uint? metric = session.Announced(key);
            bool isTold = session.Told.TryGetValue(key.Prefix, out uint told);
            if (metric is uint worth && (!isTold || told != worth))
            {
                session.Told[key.Prefix] = worth;
                news.Add((key.Prefix, metric));
            }
            else if (metric is null && isTold && session.Edge.MayWithdraw)
            {
                session.Told.Remove(key.Prefix);
                news.Add((key.Prefix, null));
            }
        }

        if (news.Count == 0)
        {
            return;
        }

        _scheduler.PlanAction(_scheduler.Now + _options.OutsideDelay, () =>
        {
            if (session.IsUp)
            {
                foreach ((IpPrefix prefix, uint? metric) in news)
                {
                    session.Router.Routes.Tell(session.Number, prefix, metric);
                }
            }
        });
    }
}
