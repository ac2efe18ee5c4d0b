using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Sees what comes back for one echo request of a host.</summary>
internal sealed class PingWatch(SimHost host, ProbeFlow flow) : IWorldObserver
{
    public PingAnswer? Answer { get; private set; }

    public void Arrived(Instant now, SimHost at, in ProbeArrival probe)
    {
        if (at == host && probe.Flow == flow.Number)
        {
            Answer ??= new PingAnswer(flow.Destination, IsEcho: true);
        }
    }

    /// <summary>Nothing else that a host sends while it waits is worth an error.</summary>
    public void Noticed(Instant now, SimHost at, in StackEvent stackEvent)
    {
        if (at == host && stackEvent.Kind == StackEventKind.ErrorReceived)
        {
            Answer ??= new PingAnswer(stackEvent.Address, IsEcho: false);
        }
    }
}
