using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>
/// Hosts of other sites that need no route of their own here, by the word of their site: their subnet's prefix leads the same way. They are
/// kept in bundles of one prefix and one set of winners, so that a changed path costs one comparison for each bundle, not for each host.
/// </summary>
internal sealed class HomeFollowers(RoutePolicy policy)
{
    private readonly Dictionary<(RouteKey Home, string Winners), Bundle> _bundles = [];
    private readonly Dictionary<RouteKey, Bundle> _byHost = [];

    /// <summary>True when there is anything to compare.</summary>
    public bool Any => _bundles.Count > 0;

    /// <summary>Puts a host with new winners into its bundle, or into none. Returns whether it follows the prefix now.</summary>
    /// <param name="host">The route of the host.</param>
    /// <param name="winners">Who has it; none when nobody has.</param>
    /// <param name="leadsTheSameWay">Whether the prefix of a home leads where the winners are reached.</param>
    public bool Place(RouteKey host, SystemId[]? winners, Func<RouteKey, SystemId[], bool> leadsTheSameWay)
    {
        RouteKey? home = winners is null ? null : policy.HomeToFollow(host, winners);
        string name = home is null ? string.Empty : string.Join(',', winners!);
        if (_byHost.TryGetValue(host, out Bundle? current))
        {
            if (home is not null && current.Home == home && current.Name == name)
            {
                return current.Follows;
            }

            current.Hosts.Remove(host);
            _byHost.Remove(host);
            if (current.Hosts.Count == 0)
            {
                _bundles.Remove((current.Home, current.Name));
            }
        }

        if (home is not { } prefix)
        {
            return false;
        }

        if (!_bundles.TryGetValue((prefix, name), out Bundle? bundle))
        {
            bundle = new Bundle(prefix, name, winners!) { Follows = leadsTheSameWay(prefix, winners!) };
            _bundles.Add((prefix, name), bundle);
        }

        bundle.Hosts.Add(host);
        _byHost.Add(host, bundle);
        return bundle.Follows;
    }

    /// <summary>Compares again after paths or prefixes changed. Returns the hosts whose answer changed, sorted.</summary>
    public IReadOnlyList<RouteKey> Compare(Func<RouteKey, SystemId[], bool> leadsTheSameWay)
    {
        List<RouteKey> changed = [];
        foreach (Bundle bundle in _bundles.Values)
        {
            bool follows = leadsTheSameWay(bundle.Home, bundle.Winners);
            if (follows != bundle.Follows)
            {
                bundle.Follows = follows;
                changed.AddRange(bundle.Hosts);
            }
        }

        changed.Sort();
        return changed;
    }

    /// <summary>True when a host has no route because it follows its home's prefix.</summary>
    public bool Follows(RouteKey host) => _byHost.TryGetValue(host, out Bundle? bundle) && bundle.Follows;

    /// <summary>Hosts of one subnet's prefix with the same winners.</summary>
    private sealed class Bundle(RouteKey home, string name, SystemId[] winners)
    {
        public RouteKey Home { get; } = home;

        public string Name { get; } = name;

        public SystemId[] Winners { get; } = winners;

        public HashSet<RouteKey> Hosts { get; } = [];

        public bool Follows { get; set; }
    }
}
