using Weft.Model;

namespace Weft.Linux;

/// <summary>Compares the kernel's routes with what it should hold, a piece at a time: reading a hundred thousand at once would keep the node
/// from its neighbours for longer than they wait.</summary>
internal sealed class RouteAudit(DataPlaneState state, IKernel kernel, ReconciledTable<RouteKey, KernelRoute> routes, RouteStore store)
{
    /// <summary>Routes that are looked at in one go; less than a millisecond.</summary>
    private const int SliceLength = 512;

    private readonly List<KernelRoute> _piece = [];
    private readonly FoundRows _found = new(state);
    private IRouteReading? _reading;
    private Instant _last;
    private int _drifted;

    /// <summary>When to go on; at once while it runs.</summary>
    internal Instant NextDeadline => _reading is null ? Instant.Never : _last;

    internal void Begin(Instant now)
    {
        End();
        _reading = kernel.BeginReadRoutes(RouteProtocol.Weft);
        _last = now;
        _drifted = 0;
        store.BeginAudit();
    }

    /// <summary>Ends it without a verdict: everything was read by other means.</summary>
    internal void End()
    {
        _reading?.Dispose();
        _reading = null;
    }

    /// <summary>Looks at the next routes. Returns how many wanted routes were missing or different once it is complete, null before.</summary>
    internal int? Continue(Instant now)
    {
        if (_reading is null)
        {
            return null;
        }

        _last = now;
        _piece.Clear();
        bool more = true;
        while (more && _piece.Count < SliceLength)
        {
            more = _reading.ReadPiece(_piece);
        }

        foreach ((RouteKey key, KernelRoute route) in _found.Routes(_piece))
        {
            Compare(key, route);
        }

        if (more)
        {
            return null;
        }

        if (!_reading.WasInterrupted)
        {
            foreach (RouteKey key in store.NotSeen())
            {
                _drifted++;
                routes.Forget(key);
            }
        }

        End();
        return _drifted;
    }

    private void Compare(RouteKey key, in KernelRoute route)
    {
        if (!store.TryGetValue(key, out KernelRoute held))
        {
            routes.Adopt(key, route);
        }
        else if (held == route)
        {
            store.See(key);
        }
        else if (held.Metric != route.Metric || !store.IsSeen(key))
        {
            // What differs from a row that was written meanwhile is what was there before, unless it is another object.
            _drifted += routes.Correct(key, route) ? 1 : 0;
        }
    }
}
