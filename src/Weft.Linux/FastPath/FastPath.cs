using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>The fast path in eBPF. Its programs forward only as long as <see cref="KeepAlive"/> allows; when the daemon is killed that ends, and
/// bridge and packet filter do everything, as they do for frames of hosts that are not known. Works in the network namespace of the thread
/// that makes it.</summary>
public sealed class FastPath : IFastPath, IDisposable
{
    private static readonly TimeSpan s_shortestRefresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestRefresh = TimeSpan.FromSeconds(10);

    private readonly FastPathMaps _maps;
    private readonly TimeSpan _refresh;
    private readonly Dictionary<FastPathSegment, EbpfProgram> _programs = [];
    private readonly HashSet<FastPathPort> _ports = [];
    private HashSet<FastPathPort> _wanted = [];
    private readonly IngressFilters _filters;

    /// <summary>Makes the tables; nothing is attached yet. Throws <see cref="KernelException"/> when the kernel or the daemon's rights do
    /// not allow it.</summary>
    public FastPath(Fabric fabric)
    {
        ArgumentNullException.ThrowIfNull(fabric);
        _refresh = RefreshOf(fabric.Timers.HostIdle);
        _maps = new FastPathMaps(fabric.Limits.HostsPerNode);
        _filters = new IngressFilters();
    }

    // When a host's last frame took the long way, of a host none of whose did: its next one will.
    private static ReadOnlySpan<byte> Never => [0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What netlink notifications of its changes carry.</summary>
    public uint PortId => _filters.PortId;

    /// <summary>How many ports are watched.</summary>
    public int Ports => _ports.Count;

    /// <summary>Why it had to be given up, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Elements that the kernel refused, e.g. because a table was full.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes away what a predecessor left at a node's ports: it would go on by what was true then.</summary>
    public static void RemoveLeftovers(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using IngressFilters filters = new();
        Dictionary<int, bool> interfaces = filters.ReadInterfaces();
        filters.Remove(plan.Ports.Where(port => port.FacesHosts).Select(port => InterfaceIndex.Find(port.Name)).Where(interfaces.ContainsKey));
    }

    /// <inheritdoc/>
    /// <remarks>New ports are watched from the next <see cref="KeepAlive"/> on: whoever was just plugged in need not wait for it.</remarks>
    public void SetPorts(IReadOnlyList<FastPathPort> ports)
    {
        _wanted = Fault is null ? [.. ports] : [];
        int[] gone = [.. _ports.Where(port => !_wanted.Contains(port)).Select(port => port.Interface)];
        _ports.IntersectWith(_wanted);
        _filters.Remove(gone);
        foreach ((FastPathSegment segment, EbpfProgram program) in _programs.Where(item => _ports.All(port => port.Segment != item.Key)).ToArray())
        {
            program.Dispose();
            _programs.Remove(segment);
        }
    }

    /// <summary>Puts the programs back where somebody removed them.</summary>
    public void AttachAgain()
    {
        foreach (FastPathPort port in _ports.ToArray())
        {
            Attach(port);
        }
    }

    /// <inheritdoc/>
    public bool PutSource(in FastPathSource source)
    {
        Span<byte> key = stackalloc byte[FastPathSource.Ipv6KeyLength];
        int length = source.WriteKey(key);
        return Taken(MapOf(source).Put(key[..length], Never));
    }

    /// <inheritdoc/>
    public void RemoveSource(in FastPathSource source)
    {
        Span<byte> key = stackalloc byte[FastPathSource.Ipv6KeyLength];
        int length = source.WriteKey(key);
        MustSucceed(MapOf(source).Remove(key[..length]), "a host");
    }

    /// <inheritdoc/>
    public bool PutDestination(AttachedMacKey mac, int interfaceIndex)
    {
        Span<byte> key = stackalloc byte[FastPathProgram.DestinationKeyLength];
        WriteKey(key, mac);
        Span<byte> value = stackalloc byte[4];
        MemoryMarshal.Write(value, interfaceIndex);
        int error = _maps.Destinations.Put(key, value);
        if (error != 0)
        {
            // It may be there with another port.
            RemoveDestination(mac);
        }

        return Taken(error);
    }

    /// <inheritdoc/>
    public void RemoveDestination(AttachedMacKey mac)
    {
        Span<byte> key = stackalloc byte[FastPathProgram.DestinationKeyLength];
        WriteKey(key, mac);
        MustSucceed(_maps.Destinations.Remove(key), "a MAC");
    }

    /// <summary>Allows the fast path for the given time from now on: a daemon that hangs stops using it.</summary>
    public void KeepAlive(TimeSpan lifetime)
    {
        foreach (FastPathPort port in _wanted.Except(_ports).ToArray())
        {
            Attach(port);
        }

        Span<byte> until = stackalloc byte[8];
        MemoryMarshal.Write(until, (MonotonicClock.Now + lifetime).Nanoseconds);
        MustSucceed(_maps.Alive.Put(stackalloc byte[4], until), "the time");
    }

    /// <summary>Sends a host's next packet the long way, where the packet filter reports it. A host that is not known is no error.</summary>
    public void Forget(in FirstPacket packet, int interfaceIndex)
    {
        FastPathSource source = new(interfaceIndex, packet.Mac, packet.Address);
        Span<byte> key = stackalloc byte[FastPathSource.Ipv6KeyLength];
        int length = source.WriteKey(key);
        MustSucceed(MapOf(source).Replace(key[..length], Never), "a host");
    }

    /// <summary>Takes the programs away from all ports.</summary>
    public void Dispose()
    {
        Detach();
        _maps.Dispose();
        _filters.Dispose();
    }

    /// <summary>Much shorter than the packet filter's time for a host that talks, which is half of the idle time.</summary>
    internal static TimeSpan RefreshOf(TimeSpan hostIdle)
    {
        TimeSpan part = hostIdle / 16;
        return part < s_shortestRefresh ? s_shortestRefresh : part > s_longestRefresh ? s_longestRefresh : part;
    }

    private static void WriteKey(Span<byte> key, AttachedMacKey mac)
    {
        key.Clear();
        MemoryMarshal.Write(key, mac.Segment.Value);
        mac.Mac.Write(key[FastPathProgram.DestinationMac..]);
    }

    private EbpfMap MapOf(in FastPathSource source) => source.Address.IsIpv6 ? _maps.Sources6 : _maps.Sources4;

    private EbpfProgram ProgramOf(in FastPathSegment segment)
    {
        if (!_programs.TryGetValue(segment, out EbpfProgram? program))
        {
            program = EbpfProgram.Load(EbpfProgram.PortName, FastPathProgram.Assemble(segment, _maps, _refresh));
            _programs.Add(segment, program);
        }

        return program;
    }

    private bool Taken(int error)
    {
        Refused += error == 0 ? 0 : 1;
        return error == 0;
    }

    // A row that cannot be taken back must not stay in effect.
    private void MustSucceed(int error, string what)
    {
        if (error != 0)
        {
            GiveUp($"{what} could not be changed: {Errno.Name(error)}");
        }
    }

    private void GiveUp(string fault)
    {
        Fault ??= fault;
        Detach();
    }

    private void Attach(FastPathPort port)
    {
        try
        {
            KernelResult result = _filters.Attach(port.Interface, ProgramOf(port.Segment));
            if (result.Error == Errno.NoDevice)
            {
                // It went away in this very moment; the kernel will tell.
                _ports.Remove(port);
                _wanted.Remove(port);
                return;
            }

            result.ThrowIfFailed($"attach a BPF program to interface {port.Interface}");
            _ports.Add(port);
        }
        catch (KernelException exception)
        {
            GiveUp(exception.Message);
        }
    }

    private void Detach()
    {
        // One step for all ports: without a time to live no program forwards.
        _maps.Alive.Put(stackalloc byte[4], Never);
        _filters.Remove(_ports.Select(port => port.Interface));
        foreach (EbpfProgram program in _programs.Values)
        {
            program.Dispose();
        }

        _ports.Clear();
        _wanted.Clear();
        _programs.Clear();
    }
}
