using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>
/// After healing: every host that is on is reached from every other of its VRF, every node leads to it on a shortest way, nobody has a route to, a binding of or an answer for one that is
/// off. Hosts talk to each other meanwhile, as live ones do; there is a limit to how long all that may take.
/// </summary>
internal sealed class Liveness(FuzzScene scene) : IFuzzChecker
{
    private static readonly TimeSpan s_flight = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_converging = TimeSpan.FromSeconds(25);

    /// <summary>A duplicate is given another chance after 30 s, and again after a minute.</summary>
    private static readonly TimeSpan s_contended = TimeSpan.FromMinutes(3);

    private bool _isExpected;

    private readonly Dictionary<int, (HostTruth From, HostTruth To, IpAddress Address)> _asked = [];

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        if (_asked.TryGetValue(probe.Flow, out (HostTruth From, HostTruth To, IpAddress Address) asked) && asked.To.Host == host)
        {
            _asked.Remove(probe.Flow);
        }
    }

    /// <summary>Lets time go by until all is well, or the patience is over, which is a violation.</summary>
    public void Check()
    {
        Instant end = scene.World.Now + Patience();
        TimeSpan pause = s_flight;
        while (true)
        {
            (string Kind, string Text)? fault = Unreached() ?? Leaseless() ?? Misled() ?? Stale();
            if (fault is null)
            {
                CheckAnswers();
                return;
            }

            if (scene.World.Now >= end)
            {
                scene.Report(fault.Value.Kind, $"{fault.Value.Text}, {Patience().TotalSeconds:0} s after healing");
                return;
            }

            scene.World.Run(pause);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    private TimeSpan Patience()
    {
        FabricTimers timers = scene.Fabric.Timers;
        TimeSpan patience = s_converging + (scene.Faults.Hold * 2);
        patience += timers.HostIdle + (timers.ProbeInterval * timers.ProbeCount * 2);
        patience += scene.Leases?.Patience ?? TimeSpan.Zero;
        return scene.Hosts.Exists(host => host.LiedAboutAt > Instant.Zero) ? patience + s_contended : patience;
    }

    /// <summary>A client without an address. Its server has spoken by now: before that no leaf knows where it is.</summary>
    private (string Kind, string Text)? Leaseless()
    {
        HostTruth? host = scene.Hosts.Find(host => host.IsOn && !host.HasAddress && !host.IsForgetful && scene.Fits(host));
        return host is null ? null : ("leaseless", $"{host.Name} at {host.Host.Place} has no lease");
    }

    private (string Kind, string Text)? Unreached()
    {
        _asked.Clear();
        foreach (HostTruth from in scene.Hosts.Where(host => host.IsThere))
        {
            _isExpected = scene.Fits(from);
            foreach (HostTruth to in scene.Hosts.Where(host => host.IsThere && host != from && host.Vrf == from.Vrf))
            {
                foreach (GatewayAddress address in to.Origin.Addresses)
                {
                    if (from.Origin.Addresses.Any(own => own.Address.Family == address.Address.Family))
                    {
                        Send(from, to, address.Address, ProbeKind.OneWay);
                    }
                }
            }

            // Whoever is alone in its VRF speaks, too.
            foreach (GatewayAddress gateway in from.Origin.Subnet.Gateways.Where(item => from.Origin.Addresses.Any(own => item.Prefix.Contains(own.Address))))
            {
                Send(from, from, gateway.Address, ProbeKind.Ping);
            }
        }

        scene.World.RunUntil(() => _asked.Count == 0, s_flight);
        if (_asked.Count == 0)
        {
            return null;
        }

        (HostTruth lost, HostTruth target, IpAddress where) = _asked[_asked.Keys.Min()];
        if (lost == target)
        {
            return ("gateway", $"{lost.Name} at {lost.Host.Place} has no answer of its gateway {where}");
        }

        return ("unreachable", $"{target.Name} {where} at {target.Host.Place} is not reached from {lost.Name} at {lost.Host.Place}");
    }

    private void Send(HostTruth from, HostTruth to, IpAddress address, ProbeKind kind)
    {
        int number = scene.Stage.NextNumber();
        if (_isExpected && (from == to || scene.Fits(to, address)))
        {
            _asked.Add(number, (from, to, address));
        }

        ProbeFlow flow = new(number, kind, address, s_flight) { Limit = 1 };
        from.Host.Do((now, stack, effects) => stack.Start(now, flow, effects));
    }

    /// <summary>A node that does not lead to a host on a shortest way.</summary>
    private (string Kind, string Text)? Misled()
    {
        Reach reach = Reach.Of(scene);
        foreach (HostTruth host in scene.Hosts.Where(host => host.IsThere && host.Origin.Subnet.Scope == SubnetScope.Routed))
        {
            LinkEnd place = host.Host.Place!.Value;
            Dictionary<string, uint> distances = reach.DistancesTo(place.Node);
            foreach (IpAddress address in host.Origin.Addresses.Select(item => item.Address).Where(address => scene.Fits(host, address)))
            {
                foreach (SimNode node in scene.World.Nodes)
                {
                    if (!IsRight(node, host.Vrf, address, place, reach, distances))
                    {
                        PlaneRoute? route = node.Plane.FindRoute(host.Vrf, address);
                        return ("misled", $"{node.Name} does not lead to {host.Name} {address} at {place} on a shortest way but by {route?.Entry} {route?.Match} to {Hops(node, route)}");
                    }
                }
            }
        }

        return null;
    }

    private static string Hops(SimNode node, PlaneRoute? route) =>
        route is null ? "nowhere" : string.Join(" and ", route.NextHops.Select(hop => SimWorld.PeerOf(node, hop.Port) ?? "itself"));

    private static bool IsRight(SimNode node, VrfId vrf, IpAddress address, LinkEnd place, Reach reach, Dictionary<string, uint> distances)
    {
        if (node.Plane.FindRoute(vrf, address) is not { IsDiscard: false } route)
        {
            return false;
        }

        if (node.Name == place.Node)
        {
            return route.Entry == PlaneEntry.Binding;
        }

        if (route.NextHops.IsEmpty)
        {
            return false;
        }

        foreach (NextHop hop in route.NextHops)
        {
            string? next = SimWorld.PeerOf(node, hop.Port);
            if (next is null || !distances.TryGetValue(next, out uint rest) || distances[node.Name] != rest + reach.Metric(node.Name, next))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A route to, or a binding of, an address that no live host has.</summary>
    private (string Kind, string Text)? Stale()
    {
        foreach (SimNode node in scene.World.Nodes)
        {
            if (node.Switch is not { } life)
            {
                continue;
            }

            foreach (BindingKey key in life.Tables.Bindings.Rows.Keys.Where(key => !key.Address.IsLinkLocal).Concat(node.Plane.Hosts.Keys.Where(key => !key.Address.IsLinkLocal)).Order())
            {
                VrfId vrf = node.Plan.FindSegment(key.Segment)!.Vrf;
                if (scene.OwnerOf(vrf, key.Address) is not { IsOn: true })
                {
                    return ("stale", $"{node.Name} still has {key.Address}, which no live host has");
                }
            }

            foreach (RouteKey key in life.Tables.Routes.Rows.Keys.Where(key => key.Prefix.IsHost).Order())
            {
                bool isOurs = scene.Fabric.Subnets.Any(subnet => subnet.Vrf.Id == key.Vrf && subnet.Contains(key.Prefix.Address));
                if (isOurs && scene.OwnerOf(key.Vrf, key.Prefix.Address) is not { IsOn: true })
                {
                    return ("stale", $"{node.Name} still has a route to {key.Prefix.Address}, which no live host has");
                }
            }
        }

        return null;
    }

    /// <summary>Nobody answers for the dead.</summary>
    private void CheckAnswers()
    {
        foreach (HostTruth dead in scene.Hosts.Where(host => !host.IsOn && host.Origin.Subnet.Scope == SubnetScope.Routed))
        {
            foreach (IpAddress address in dead.Origin.Addresses.Select(item => item.Address))
            {
                HostTruth? asker = scene.Hosts.Find(host => host.IsThere && host.Origin.Subnet == dead.Origin.Subnet && host.Origin.Addresses.Any(own => own.Address.Family == address.Family));
                if (asker is null)
                {
                    continue;
                }

                Stories.NeighborAnswers answers = scene.Stage.View.Ask(asker.Name, address, s_flight);
                if (!answers.Macs.IsEmpty)
                {
                    scene.Report("proxy", $"{answers.Macs[0]} answers {asker.Name} for {address} of {dead.Name}, which is off");
                }
            }
        }
    }
}
