using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A daemon that dies and comes back soon withdraws nothing: every node that led to the hosts of its node goes on leading there, all the time until it has settled and for a while after.</summary>
internal sealed class RestartChecker(FuzzScene scene) : IFuzzChecker
{
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(3);

    private readonly List<(SimNode Node, VrfId Vrf, IpAddress Address)> _routes = [];
    private string? _watched;
    private Instant _until = Instant.Never;
    private Instant _downSince;

    public void Acting(Instant now, StoryStep step)
    {
        switch (step)
        {
            case WaitStep or TrafficStep:
                break;
            case NodeStep { Act: NodeAct.Start } start when start.Node == _watched:
                _until = now + Protocols.Hosts.HostsEngine.DatabaseWait + Weft.Node.Switch.SettleTime + s_after;
                break;
            case NodeStep { Act: NodeAct.Kill or NodeAct.Stop } end when scene.Faults.IsCalm(now) && scene.Faults.IsWhole && scene.Faults.Drained.Count == 0:
                Watch(now, end.Node);
                break;
            default:
                _watched = null;
                break;
        }
    }

    public void Look(Instant now)
    {
        if (_watched is null || now > _until || (_until == Instant.Never && now - _downSince > scene.Faults.Hold / 2))
        {
            _watched = null;
            return;
        }

        foreach ((SimNode node, VrfId vrf, IpAddress address) in _routes)
        {
            // What another host took the last place of, while nobody looked, is not adopted.
            if (!HasRoute(node, vrf, address) && scene.OwnerOf(vrf, address) is { KnownSince: var known } owner && known != Instant.Never && scene.Fits(owner, address))
            {
                scene.Report("withdrawn", $"{node.Name} has no route to {address} any more, because the daemon of {_watched} was restarted");
            }
        }
    }

    private static bool HasRoute(SimNode node, VrfId vrf, IpAddress address) =>
        node.Plane.FindRoute(vrf, address) is { Match.IsHost: true, IsDiscard: false };

    private void Watch(Instant now, string name)
    {
        _routes.Clear();
        _watched = name;
        _downSince = now;
        _until = Instant.Never;
        foreach (HostTruth host in scene.Hosts)
        {
            if (host.IsOn && host.Host.Place?.Node == name && host.KnownSince != Instant.Never)
            {
                foreach (GatewayAddress address in host.Origin.Addresses)
                {
                    foreach (SimNode node in scene.World.Nodes)
                    {
                        if (HasRoute(node, host.Vrf, address.Address))
                        {
                            _routes.Add((node, host.Vrf, address.Address));
                        }
                    }
                }
            }
        }
    }
}
