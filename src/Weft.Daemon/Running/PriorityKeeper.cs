using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Keeps the priorities of the fabric's policies at the ports of this node. Where the kernel refuses, packets go without; nothing else depends on it.</summary>
internal sealed class PriorityKeeper(NodePlan plan, DaemonLog log) : IDisposable
{
    /// <summary>Programs that somebody took away are back after so many signs of life.</summary>
    private const int BeatsBetweenRepairs = 10;

    private PriorityPorts? _ports;
    private int _beats;

    /// <summary>Prepares the ports, best before anything is forwarded; without priorities, takes away what a predecessor left.</summary>
    public void Start() => Try(() =>
    {
        if (plan.Fabric.Priorities.IsEmpty)
        {
            PriorityPorts.Remove(plan);
            return;
        }

        _ports = new PriorityPorts(plan);
        AttachNew();
    });

    /// <summary>Looks for ports that came; called with every sign of life.</summary>
    public void Beat() => Try(() =>
    {
        AttachNew();
        if (++_beats % BeatsBetweenRepairs == 0)
        {
            _ports?.AttachAgain();
        }
    });

    public void Dispose() => _ports?.Dispose();

    private void AttachNew()
    {
        foreach (string said in _ports?.AttachNew() ?? [])
        {
            log.Write(LogLevel.Warning, "priorities", said);
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (KernelException exception)
        {
            log.Write(LogLevel.Alarm, "priorities", $"off: {exception.Message}");
            _ports?.Dispose();
            _ports = null;
        }
    }
}
