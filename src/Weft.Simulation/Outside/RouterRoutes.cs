using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routes of a router outside: for each prefix what each of its sessions said, and the best of it.</summary>
internal sealed class RouterRoutes
{
    private static readonly List<RouterPath> s_none = [];
    private readonly Dictionary<IpPrefix, List<RouterPath>> _told = [];
    private readonly Dictionary<IpPrefix, int[]> _best = [];
    private readonly SortedSet<int> _lengths4 = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));
    private readonly SortedSet<int> _lengths6 = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));

    /// <summary>How often a best route changed.</summary>
    public long Version { get; private set; }

    /// <summary>The prefixes that there is a way to, sorted.</summary>
    public IEnumerable<IpPrefix> Prefixes => _best.Keys.Order();

    /// <summary>Takes what a session says of a prefix; null when it has no way any more.</summary>
    public void Tell(int session, IpPrefix prefix, uint? metric)
    {
        List<RouterPath> paths = _told.GetValueOrDefault(prefix) ?? (_told[prefix] = []);
        paths.RemoveAll(path => path.Session == session);
        if (metric is uint worth)
        {
            paths.Add(new RouterPath(session, worth));
            paths.Sort(static (a, b) => a.Session.CompareTo(b.Session));
        }
        else if (paths.Count == 0)
        {
            _told.Remove(prefix);
        }

        Choose(prefix);
    }

    /// <summary>Forgets what a session said.</summary>
    public void Forget(int session)
    {
        foreach (IpPrefix prefix in _told.Keys.Order().ToArray())
        {
            if (_told[prefix].Exists(path => path.Session == session))
            {
                Tell(session, prefix, null);
            }
        }
    }

    /// <summary>The sessions of equal worth that lead to an address by the longest match; empty when none does.</summary>
    public ReadOnlySpan<int> Lookup(IpAddress address, out IpPrefix match)
    {
        foreach (int length in address.IsIpv6 ? _lengths6 : _lengths4)
        {
            match = new IpPrefix(address, length);
            if (_best.TryGetValue(match, out int[]? sessions))
            {
                return sessions;
            }
        }

        match = default;
        return [];
    }

    private void Choose(IpPrefix prefix)
    {
        List<RouterPath> paths = _told.GetValueOrDefault(prefix) ?? s_none;
        uint best = paths.Count == 0 ? 0 : paths.Min(path => path.Metric);
        int[] sessions = [.. paths.Where(path => path.Metric == best).Select(path => path.Session)];
        int[] before = _best.GetValueOrDefault(prefix) ?? [];
        if (sessions.AsSpan().SequenceEqual(before))
        {
            return;
        }

        Version++;
        if (sessions.Length == 0)
        {
            _best.Remove(prefix);
            return;
        }

        _best[prefix] = sessions;
        (prefix.Family == AddressFamily.Ipv6 ? _lengths6 : _lengths4).Add(prefix.Length);
    }
}
