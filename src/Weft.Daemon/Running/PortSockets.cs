using Weft.Linux;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Daemon;

/// <summary>The packet sockets of the node's ports. Ports come and go with their cables, so a port's socket follows its interface.</summary>
public sealed class PortSockets : IDisposable
{
    private readonly NodePlan _plan;
    private readonly EventLoop _loop;
    private readonly IFrameSink _sink;
    private readonly ReceiveBatch _batch = new();
    private readonly FrameSender _sender = new();
    private readonly PacketSocket[][] _sockets;
    private readonly UdpPortHolder?[] _holders;
    private readonly int[] _indices;
    private readonly PortTraffic[] _traffic;
    private readonly PortBudget?[] _budgets;
    private readonly List<(PacketSocket Socket, Instant Until)> _resting = [];
    private readonly Dictionary<int, PortIndex> _ports = [];

    public PortSockets(NodePlan plan, EventLoop loop, IFrameSink sink)
    {
        _plan = plan;
        _loop = loop;
        _sink = sink;
        _sockets = [.. plan.Ports.Select(static _ => Array.Empty<PacketSocket>())];
        _holders = new UdpPortHolder?[plan.Ports.Length];
        _indices = new int[plan.Ports.Length];
        _traffic = new PortTraffic[plan.Ports.Length];
        _budgets = [.. plan.Ports.Select(port => port.FacesHosts ? new PortBudget(plan.Fabric.Limits.ControlFramesOf(port)) : null)];
    }

    /// <summary>Told of each rest of a port that has sent more than is heard.</summary>
    public Action<PortIndex>? Flooded { get; set; }

    /// <summary>How often ports had to rest.</summary>
    public long Rests { get; private set; }

    /// <summary>When <see cref="Resume"/> must be called.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Never;
            foreach ((_, Instant until) in _resting)
            {
                next = Instant.Min(next, until);
            }

            return next;
        }
    }

    /// <summary>Hears again ports that have rested.</summary>
    public void Resume(Instant now)
    {
        for (int i = _resting.Count - 1; i >= 0; i--)
        {
            (PacketSocket socket, Instant until) = _resting[i];
            if (until <= now)
            {
                _resting.RemoveAt(i);
                Listen(socket);
            }
        }
    }

    /// <summary>What a port has carried.</summary>
    public PortTraffic TrafficOf(PortIndex port) => _traffic[port.Value];

    /// <summary>True when the kernel has the port's interface.</summary>
    public bool IsPresent(PortIndex port) => _indices[port.Value] != 0;

    /// <summary>The kernel's interface index of a port, or 0 when it has no such interface.</summary>
    public int IndexOf(PortIndex port) => _indices[port.Value];

    /// <summary>The port of a kernel interface index, or none.</summary>
    public PortIndex PortOf(int interfaceIndex) => _ports.GetValueOrDefault(interfaceIndex, PortIndex.None);

    /// <summary>Frames that the kernel dropped because a socket was full, since the last call.</summary>
    public long TakeDropped()
    {
        long dropped = 0;
        foreach (PacketSocket socket in _sockets.SelectMany(static sockets => sockets))
        {
            dropped += socket.TakeDropped();
        }

        return dropped;
    }

    /// <summary>Opens every port's socket that can be opened.</summary>
    public void RefreshAll()
    {
        foreach (PortPlan port in _plan.Ports)
        {
            Refresh(port.Index);
        }
    }

    /// <summary>Looks whether a port's interface is still the same, and opens or closes its socket accordingly.</summary>
    public void Refresh(PortIndex index)
    {
        PortPlan port = _plan.Ports[index.Value];
        int found = InterfaceIndex.Find(port.Name);
        if (found == _indices[index.Value])
        {
            return;
        }

        Close(index);
        _indices[index.Value] = found;
        if (found == 0)
        {
            return;
        }

        _ports[found] = index;
        _sockets[index.Value] = TryOpen(port, found);
        foreach (PacketSocket socket in _sockets[index.Value])
        {
            Listen(socket);
        }

        _holders[index.Value] = port.Bfd is null ? null : UdpPortHolder.TryOpen(port.Name, BfdCodePoints.ControlPort);
    }

    /// <summary>Sends a frame out of a port. A port that is not there or down loses it, as a cable does; that is counted.</summary>
    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        int index = _indices[port.Value];
        ref PortTraffic traffic = ref _traffic[port.Value];
        if (index != 0 && _sender.Send(index, tag, frame) == 0)
        {
            traffic.Sent++;
        }
        else
        {
            traffic.SendErrors++;
        }
    }

    public void Dispose()
    {
        foreach (PortPlan port in _plan.Ports)
        {
            Close(port.Index);
        }

        _sender.Dispose();
        _batch.Dispose();
    }

    private static PacketSocket[] TryOpen(PortPlan port, int interfaceIndex)
    {
        List<PacketSocket> sockets = [];
        try
        {
            switch (port.Kind)
            {
                case PortKind.Outside:
                    break;
                case PortKind.Fabric:
                    sockets.Add(PacketSocket.OpenForIsis(port.Index, interfaceIndex));
                    if (port.Bfd is not null)
                    {
                        sockets.Add(PacketSocket.OpenForBfd(port.Index, interfaceIndex));
                    }

                    break;
                default:
                    sockets.Add(PacketSocket.OpenForHosts(port.Index, interfaceIndex, port.Bpdu == PortBpdu.Shut));
                    break;
            }
        }
        catch (KernelException exception) when (exception.Error == Errno.NoDevice)
        {
            // It went away in this very moment; the kernel will tell.
            sockets.ForEach(static socket => socket.Dispose());
            sockets.Clear();
        }

        return [.. sockets];
    }

    // An error, e.g. that the port went down, is told once and does not end the socket.
    private void Receive(PacketSocket socket)
    {
        int count = socket.Receive(_batch, _sink);
        _traffic[socket.Port.Value].Received += Math.Max(count, 0);
        if (count > 0 && _budgets[socket.Port.Value] is { } budget)
        {
            Instant now = MonotonicClock.Now;
            Instant next = budget.Spend(now, count);
            if (next > now)
            {
                _loop.Remove(socket.Descriptor);
                _resting.Add((socket, next));
                Rests++;
                Flooded?.Invoke(socket.Port);
            }
        }
    }

    private void Listen(PacketSocket socket) => _loop.Add(socket.Descriptor, Interest.Read, _ => Receive(socket));

    private void Close(PortIndex index)
    {
        foreach (PacketSocket socket in _sockets[index.Value])
        {
            if (_resting.RemoveAll(resting => resting.Socket == socket) == 0)
            {
                _loop.Remove(socket.Descriptor);
            }

            socket.Dispose();
        }

        _sockets[index.Value] = [];
        _holders[index.Value]?.Dispose();
        _holders[index.Value] = null;

        if (_indices[index.Value] != 0)
        {
            _ports.Remove(_indices[index.Value]);
            _indices[index.Value] = 0;
        }
    }
}
