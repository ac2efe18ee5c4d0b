using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>A flow of probes of a story. Probes leave as the schedule says, so that the log needs to hear of arrivals only.</summary>
internal sealed class SimFlow(SimWorld world, string id, Pair pair, ProbeFlow probes) : IStoryFlow
{
    private readonly FlowLog _log = new();
    private readonly Instant _began = world.Now;
    private bool _isOff;

    public string Id => id;

    public Pair Pair => pair;

    public ProbeFlow Probes => probes;

    public FlowLog Log
    {
        get
        {
            CatchUp();
            return _log;
        }
    }

    public void Arrive(in ProbeArrival probe, Instant now)
    {
        CatchUp();
        _log.Arrive(probe.Sequence, SimStage.Ticks(now));
    }

    /// <summary>Its sender is off: what it would send from now on is lost.</summary>
    public void Pause() => _isOff = true;

    /// <summary>Its sender is on again, and sends on.</summary>
    public void Resume()
    {
        CatchUp();
        _isOff = false;
        world.Host(pair.From).Do((now, stack, effects) => stack.Start(now, probes, effects));
    }

    private void CatchUp()
    {
        if (_isOff)
        {
            probes.Miss(((world.Now - _began).Ticks / probes.Interval.Ticks) + 1 - probes.Next);
        }

        while (_log.Next < probes.Next)
        {
            _log.Send(SimStage.Ticks(_began + (probes.Interval * _log.Next)));
        }
    }
}
