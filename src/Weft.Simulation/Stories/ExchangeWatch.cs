using Weft.Model;

namespace Weft.Simulation;

/// <summary>Counts the requests of a host that are answered.</summary>
internal sealed class ExchangeWatch(SimHost asker) : IWorldObserver
{
    private readonly Dictionary<int, ProbeFlow> _open = [];
    private readonly List<ProbeFlow> _all = [];

    public int Answered { get; private set; }

    public void Add(ProbeFlow request)
    {
        _open.Add(request.Number, request);
        _all.Add(request);
    }

    /// <summary>Nobody waits for answers any more.</summary>
    public void End()
    {
        foreach (ProbeFlow request in _all)
        {
            asker.Stack.Stop(request);
        }
    }

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        if (host == asker && _open.Remove(probe.Flow))
        {
            Answered++;
        }
    }
}
