using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Several observers of one world, told in the order in which they came.</summary>
public sealed class ObserverSet : IWorldObserver
{
    private readonly List<IWorldObserver> _observers = [];

    public void Add(IWorldObserver observer) => _observers.Add(observer);

    public void Remove(IWorldObserver observer) => _observers.Remove(observer);

    public void Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Sent(now, link, tag, frame, isLost);
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Passed(now, host, isFromHost, frame);
        }
    }

    public void Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Decided(now, node, step, frame);
        }
    }

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Told(now, node, nodeEvent);
        }
    }

    public void Applied(Instant now, SimNode node)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Applied(now, node);
        }
    }

    public void Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Arrived(now, host, probe);
        }
    }

    public void Noticed(Instant now, SimHost host, in StackEvent stackEvent)
    {
        foreach (IWorldObserver observer in _observers)
        {
            observer.Noticed(now, host, stackEvent);
        }
    }
}
