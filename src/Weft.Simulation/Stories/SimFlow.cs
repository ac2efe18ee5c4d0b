using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>A flow of probes of a story. Probes leave as the schedule says, so that the log needs to hear of arrivals only.</summary>
internal sealed class SimFlow(string id, Pair pair, ProbeFlow probes, Instant began) : IStoryFlow
{
    private readonly FlowLog _log = new();

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

    private void CatchUp()
    {
        while (_log.Next < probes.Next)
        {
            _log.Send(SimStage.Ticks(began + (probes.Interval * _log.Next)));
        }
    }
}
