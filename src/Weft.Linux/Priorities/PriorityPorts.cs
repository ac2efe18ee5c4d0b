using Weft.Model;

namespace Weft.Linux;

/// <summary>Priorities at the ports of a node: the program where frames leave, that where packets come in from outside, and queues that heed what they say. All of it stays when
/// the daemon goes. Works in the network namespace of the thread that makes it.</summary>
public sealed class PriorityPorts : IDisposable
{
    private readonly PortPlan[] _plans;
    private readonly PortFilters _filters = new(FilterSlot.Priorities);
    private readonly PortQueues _queues = new();
    private readonly EbpfProgram _leaving;
    private readonly EbpfProgram _entering;
    private readonly Dictionary<string, int> _attached = [];

    /// <summary>Loads the programs; nothing is attached yet. Throws <see cref="KernelException"/> when the kernel or the daemon's rights do not allow it.</summary>
    public PriorityPorts(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plans = [.. plan.Ports];
        _leaving = EbpfProgram.Load(EbpfProgram.PriorityName, PriorityProgram.Assemble(plan.Fabric.Priorities));
        _entering = EbpfProgram.Load(EbpfProgram.OutsideName, OutsideMarkProgram.Assemble(plan.Fabric.Priorities));
    }

    /// <summary>How many ports have them.</summary>
    public int Ports => _attached.Count;

    /// <summary>Takes away what a node had at its ports when its fabric had priorities. The queues stay.</summary>
    public static void Remove(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using PortFilters filters = new(FilterSlot.Priorities);
        Dictionary<int, bool> interfaces = filters.ReadInterfaces();
        int[] ports = [.. plan.Ports.Select(port => InterfaceIndex.Find(port.Name)).Where(interfaces.ContainsKey)];
        filters.Remove(ports, TrafficControlCodes.Egress);
        filters.Remove(ports, TrafficControlCodes.Ingress);
    }

    /// <summary>Attaches the programs to ports that are new. Throws <see cref="KernelException"/> when the kernel refuses.</summary>
    /// <returns>What an operator should know: new ports whose queues heed no priority.</returns>
    public IReadOnlyList<string> AttachNew()
    {
        Dictionary<int, string> found = [];
        foreach (PortPlan port in _plans)
        {
            int index = InterfaceIndex.Find(port.Name);
            if (index == 0)
            {
                _attached.Remove(port.Name);
            }
            else if (!_attached.TryGetValue(port.Name, out int known) || known != index)
            {
                Attach(port, index);
                found.Add(index, port.Name);
            }
        }

        return found.Count == 0 ? [] :
        [
            .. _queues.Prepare(found.Keys).Select(queue => $"{found[queue.Key]} queues by {queue.Value}, which heeds no priority: tc qdisc replace dev {found[queue.Key]} root pfifo_fast"),
        ];
    }

    /// <summary>Attaches the programs to all ports anew, where somebody may have removed them.</summary>
    public void AttachAgain()
    {
        foreach (PortPlan port in _plans)
        {
            if (_attached.TryGetValue(port.Name, out int index))
            {
                Attach(port, index);
            }
        }
    }

    public void Dispose()
    {
        _leaving.Dispose();
        _entering.Dispose();
        _queues.Dispose();
        _filters.Dispose();
    }

    private void Attach(PortPlan port, int index)
    {
        KernelResult result = _filters.Attach(index, TrafficControlCodes.Egress, _leaving);
        if (result.Succeeded && port.Kind == PortKind.Outside)
        {
            result = _filters.Attach(index, TrafficControlCodes.Ingress, _entering);
        }

        if (result.Error == Errno.NoDevice)
        {
            // It went away in this very moment.
            _attached.Remove(port.Name);
            return;
        }

        result.ThrowIfFailed($"attach a program to {port.Name}");
        _attached[port.Name] = index;
    }
}
