using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// All probe flows of a lab: one thread sends them in step, one thread per receiving endpoint and family notes arrivals. Safe to
/// use from one other thread.
/// </summary>
public sealed class Traffic : IDisposable
{
    /// <summary>The UDP port of probes.</summary>
    public const ushort Port = 7001;

    private readonly Dictionary<(string Name, AddressFamily Family), ProbeReceiver> _receivers = [];
    private readonly Thread _sender;
    private ImmutableArray<UdpFlow> _flows = [];
    private volatile bool _isClosed;

    public Traffic(TimeSpan interval)
    {
        Interval = interval;
        _sender = new Thread(SendLoop) { IsBackground = true, Name = "probe sender" };
        _sender.Start();
    }

    /// <summary>Between two probes of one flow.</summary>
    public TimeSpan Interval { get; }

    /// <summary>Starts a flow; it goes on until <see cref="StopAll"/>.</summary>
    public UdpFlow Start(string id, Endpoint from, Endpoint to, AddressFamily family)
    {
        if (!_receivers.ContainsKey((to.Name, family)))
        {
            _receivers[(to.Name, family)] = ProbeReceiver.Start(to, family, Port, Arrived);
        }

        UdpFlow flow = UdpFlow.Open(id, _flows.Length, from, to, family, Port);
        _flows = _flows.Add(flow);
        return flow;
    }

    /// <summary>Waits until a flow has delivered so many probes in a row; false when that does not happen in time.</summary>
    public static bool WaitUntilWhole(UdpFlow flow, int probes, TimeSpan limit)
    {
        long from = flow.Log.Next;
        return Wait.Until(() => flow.Log.HasDelivered(from, probes, underway: 2), limit);
    }

    /// <summary>Ends every flow and forgets it.</summary>
    public void StopAll()
    {
        ImmutableArray<UdpFlow> flows = _flows;
        _flows = [];
        foreach (ProbeReceiver receiver in _receivers.Values)
        {
            receiver.Dispose();
        }

        _receivers.Clear();
        foreach (UdpFlow flow in flows)
        {
            flow.Dispose();
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        _sender.Join();
        StopAll();
    }

    private void Arrived(int flow, long number)
    {
        ImmutableArray<UdpFlow> flows = _flows;
        if ((uint)flow < (uint)flows.Length)
        {
            flows[flow].Log.Arrive(number, Clock.Now);
        }
    }

    /// <summary>Sends one probe of every flow per interval. After a pause of the machine the schedule starts anew: no burst.</summary>
    private void SendLoop()
    {
        ThreadUrgency.Raise();
        long due = Clock.Now;
        while (!_isClosed)
        {
            long now = Clock.Now;
            if (now < due)
            {
                Thread.Sleep(TimeSpan.FromTicks(Math.Max(due - now, TimeSpan.TicksPerMillisecond)));
                continue;
            }

            foreach (UdpFlow flow in _flows)
            {
                flow.SendNext(Clock.Now);
            }

            due = Math.Max(due + Interval.Ticks, now);
        }
    }
}
