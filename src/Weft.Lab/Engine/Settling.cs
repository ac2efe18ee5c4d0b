using System.Collections.Immutable;
using System.Diagnostics;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Proves that a fabric is ready, by what its kernels would do: every host is known at its leaf, every node's routes lead to it, the
/// outside is reached and reaches in. Names what is missing.
/// </summary>
public sealed class Settling(NativeLab lab, HostVoice voice)
{
    private static readonly TimeSpan s_patienceOfAHost = TimeSpan.FromMilliseconds(500);
    private readonly Fabric _fabric = lab.Topology.Fabric;
    private readonly Stopwatch _sinceAnnounced = new();

    /// <summary>Told what is still missing, now and then.</summary>
    public Action<LabProgress>? Progress { get; init; }

    /// <summary>What was missing last, for a reader who wonders where the time went.</summary>
    public string Slowest { get; private set; } = string.Empty;

    /// <summary>Waits until nothing is missing. Hosts that are not known announce themselves again, as real ones would.</summary>
    public void WaitUntilReady(TimeSpan limit)
    {
        ImmutableArray<string> missing = [];
        bool ready = Wait.Until(
            () =>
            {
                missing = Missing();
                if (!missing.IsEmpty)
                {
                    Slowest = $"last: {missing[^1]}";
                    Progress?.Invoke(new LabProgress("settle", $"waits for {missing.Length}", missing[0], false));
                }

                return missing.IsEmpty;
            },
            limit);
        if (!ready)
        {
            string more = missing.Length > 5 ? $", and {missing.Length - 5} more" : string.Empty;
            throw new LabException($"not ready after {limit.TotalSeconds:0} s: {string.Join("; ", missing.Take(5))}{more}; logs in {lab.Options.Output}");
        }
    }

    /// <summary>What is missing at this moment, in words.</summary>
    public ImmutableArray<string> Missing()
    {
        IReadOnlyList<string> ended = lab.Daemons.Ended();
        if (ended.Count > 0)
        {
            throw new LabException(string.Join("; ", ended));
        }

        ImmutableArray<string>.Builder missing = ImmutableArray.CreateBuilder<string>();
        RouteWalk walk = RouteWalk.Read(_fabric);
        List<FabricHost> unknown = [];
        foreach (FabricHost host in _fabric.Hosts)
        {
            if (lab.Switchyard.PlaceOf(host.Name) is LinkEnd place)
            {
                int before = missing.Count;
                AddMissing(host, place, walk, missing);
                if (missing.Count > before)
                {
                    unknown.Add(host);
                }
            }
        }

        Announce(unknown);
        AddMissingOutside(walk, missing);
        return missing.ToImmutable();
    }

    private void AddMissing(FabricHost host, LinkEnd place, RouteWalk walk, ImmutableArray<string>.Builder missing)
    {
        VrfId vrf = host.Subnet.Vrf.Id;
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            if (!walk.Nodes[place.Node].HasHostRoute(address, vrf))
            {
                missing.Add($"{place.Node} has not confirmed {host.Name} {address} at {place.Port}");
            }
            else if (_fabric.HostRouting && host.Subnet.Scope == SubnetScope.Routed)
            {
                foreach (string node in walk.NodesNotEndingAt(place.Node, address, vrf))
                {
                    missing.Add($"{node} leads {host.Name} {address} to {string.Join(" or ", walk.EndsOf(node, address, vrf))}, not to {place.Node}");
                }
            }
        }
    }

    private void AddMissingOutside(RouteWalk walk, ImmutableArray<string>.Builder missing)
    {
        if (!lab.Options.Routers)
        {
            return;
        }

        foreach (OutsideRouter router in _fabric.Outside)
        {
            foreach (IpAddress address in router.Clients.SelectMany(client => client.Addresses).Select(item => item.Address))
            {
                missing.AddRange(walk.NodesNotEndingAt(router.Name, address, router.VrfId).Select(node => $"{node} has no route outside to {address}"));
            }

            ImmutableArray<KernelRoute> routes = KernelRoutes.Read(router.Name);
            missing.AddRange(_fabric.Subnets
                .Where(subnet => subnet.Vrf.Id == router.VrfId)
                .SelectMany(subnet => subnet.Gateways)
                .Where(gateway => router.Sessions.Any(session => session.Announce.Mode != AnnounceMode.Only || session.Announce.Lists(gateway.Prefix)))
                .Where(gateway => KernelRoutes.Lookup(routes, gateway.Address) is null)
                .Select(gateway => $"{router.Name} has no route to {gateway.Prefix}"));
        }
    }

    private void Announce(List<FabricHost> hosts)
    {
        if (hosts.Count == 0 || (_sinceAnnounced.IsRunning && _sinceAnnounced.Elapsed < s_patienceOfAHost))
        {
            return;
        }

        _sinceAnnounced.Restart();
        foreach (FabricHost host in hosts)
        {
            voice.Announce(host, AnnouncementKind.Garp);
        }
    }
}
