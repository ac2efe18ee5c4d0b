using System.Collections.Immutable;
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

    /// <summary>Ports that come together wait for each other no longer than this: the rest joins with the next sign of life.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(10);

    /// <summary>A daemon that was killed is gone 12 ms later for each link that it had, and the next one must have the neighbours back within their holding time.</summary>
    private const int MostLinks = 64;

    private readonly FastPathMaps _maps;
    private readonly ImmutableArray<DiffServPriority> _priorities;
    private readonly TimeSpan _refresh;
    private readonly TimeSpan _flowLifetime;
    private readonly Dictionary<FastPathSegment, EbpfProgram> _programs = [];
    private readonly HashSet<FastPathPort> _ports = [];
    private readonly HashSet<int> _exits = [];
    private readonly IPortPrograms _places;
    private HashSet<FastPathPort> _wanted = [];
    private HashSet<int> _wantedExits = [];
    private EbpfProgram? _recorder;
    private long _until;
    private long _routedSince;

    /// <summary>Makes the tables; nothing is attached yet. Throws <see cref="KernelException"/> when the kernel or the daemon's rights do
    /// not allow it.</summary>
    public FastPath(NodePlan plan)
        : this((plan ?? throw new ArgumentNullException(nameof(plan))).Fabric, RefreshOf(plan.Fabric.Timers.HostIdle), FastPathFlow.Lifetime, UsesLinks(plan))
    {
    }

    /// <param name="fabric">The fabric.</param>
    /// <param name="refresh">So often a frame of every host takes the long way.</param>
    /// <param name="flowLifetime">How long a verdict on a flow holds.</param>
    /// <param name="links">Whether its programs are at ports as links, else as classifiers.</param>
    internal FastPath(Fabric fabric, TimeSpan refresh, TimeSpan flowLifetime, bool links)
    {
        _priorities = fabric.Priorities;
        _refresh = refresh;
        _flowLifetime = flowLifetime;
        _maps = new FastPathMaps(fabric.Limits.HostsPerNode, fabric.AsksFlows);
        _places = links ? new PortLinks() : new PortFilters(FilterSlot.FastPath);
    }

    /// <summary>What netlink notifications of its changes carry.</summary>
    public uint PortId => _places.PortId;

    /// <summary>How many ports are watched.</summary>
    public int Ports => _ports.Count;

    /// <summary>Whether these are all that it should watch.</summary>
    public bool IsComplete => _ports.Count == _wanted.Count && _exits.Count == _wantedExits.Count;

    /// <summary>Why it had to be given up, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Elements that the kernel refused, e.g. because a table was full.</summary>
    public long Refused { get; private set; }

    /// <summary>Takes away what a predecessor left at a node's ports: it would go on by what was true then.</summary>
    public static void RemoveLeftovers(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using PortFilters filters = new(FilterSlot.FastPath);
        Dictionary<int, bool> interfaces = filters.ReadInterfaces();
        int[] ours = [.. plan.Ports.Select(port => InterfaceIndex.Find(port.Name)).Where(interfaces.ContainsKey)];
        filters.Remove(ours, TrafficControlCodes.Ingress);
        filters.Remove(ours, TrafficControlCodes.Egress);
    }

    /// <summary>Whether programs come to ports as links, which need no place there.</summary>
    public static bool UsesLinks(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int links = plan.Ports.Count(port => port.FacesHosts) + (plan.Fabric.AsksFlows ? plan.Ports.Length : 0);
        return links <= MostLinks && EbpfLink.AreSupported();
    }

    /// <inheritdoc/>
    /// <remarks>New ports are watched from the next <see cref="KeepAlive"/> on: whoever was just plugged in need not wait for it.</remarks>
    public void SetPorts(IReadOnlyList<FastPathPort> ports, IReadOnlyList<int> exits)
    {
        _wanted = Fault is null ? [.. ports] : [];
        _wantedExits = Fault is null ? [.. exits] : [];
        int[] left = [.. _exits.Where(exit => !_wantedExits.Contains(exit))];
        _exits.ExceptWith(left);
        _places.Remove(left, TrafficControlCodes.Egress);
        int[] gone = [.. _ports.Where(port => !_wanted.Contains(port)).Select(port => port.Interface)];
        _ports.IntersectWith(_wanted);
        _places.Remove(gone, TrafficControlCodes.Ingress);
        foreach ((FastPathSegment segment, EbpfProgram program) in _programs.Where(item => _ports.All(port => port.Segment != item.Key)).ToArray())
        {
            program.Dispose();
            _programs.Remove(segment);
        }
    }

    /// <summary>Whether a link that the kernel lists at a port is one of ours.</summary>
    internal bool IsOwn(uint link) => _places.IsOwn(link);

    /// <summary>Whether the kernel should list a link of ours where frames come in.</summary>
    internal bool UsesLinkAt(int interfaceIndex) => _places is PortLinks && _ports.Any(port => port.Interface == interfaceIndex);

    /// <summary>Puts the programs back where somebody removed them.</summary>
    public void AttachAgain()
    {
        foreach (int exit in _exits.ToArray())
        {
            AttachRecorder(exit);
        }

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
        Span<byte> value = stackalloc byte[FastPathRow.SourceLength];
        FastPathRow.WriteSource(value, source.AsksFlows);
        return Taken(MapOf(source).Put(key[..length], value));
    }

    /// <inheritdoc/>
    public void RemoveSource(in FastPathSource source)
    {
        Span<byte> key = stackalloc byte[FastPathSource.Ipv6KeyLength];
        int length = source.WriteKey(key);
        MustSucceed(MapOf(source).Remove(key[..length]), "a host");
    }

    /// <inheritdoc/>
    public bool PutDestination(AttachedMacKey mac, FastPathDestination destination)
    {
        Span<byte> key = stackalloc byte[FastPathProgram.DestinationKeyLength];
        WriteKey(key, mac);
        Span<byte> value = stackalloc byte[FastPathRow.DestinationLength];
        FastPathRow.WriteDestination(value, destination);
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

    /// <inheritdoc/>
    public void DoubtRouted()
    {
        if (_maps.Flows4 is not null)
        {
            _routedSince = FastPathRow.Now;
            MustSucceed(PutAlive(), "the time");
        }
    }

    /// <summary>Allows the fast path for the given time from now on: a daemon that hangs stops using it.</summary>
    public void KeepAlive(TimeSpan lifetime)
    {
        AttachNew();
        _until = (MonotonicClock.Now + lifetime).Nanoseconds;
        MustSucceed(PutAlive(), "the time");
    }

    /// <summary>Sends a host's next packet the long way, where the packet filter reports it. A host that is not known is no error.</summary>
    public void Forget(in FirstPacket packet, int interfaceIndex)
    {
        FastPathSource source = new(interfaceIndex, packet.Mac, packet.Address);
        Span<byte> key = stackalloc byte[FastPathSource.Ipv6KeyLength];
        int length = source.WriteKey(key);
        Span<byte> value = stackalloc byte[FastPathRow.SourceLength];
        if (MapOf(source).TryGet(key[..length], value))
        {
            value[..FastPathRow.Since].Clear();
            MustSucceed(MapOf(source).Replace(key[..length], value), "a host");
        }
    }

    /// <summary>Takes the programs away from all ports.</summary>
    public void Dispose()
    {
        Detach();
        _maps.Dispose();
        _places.Dispose();
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
            program = EbpfProgram.Load(EbpfProgram.PortName, FastPathProgram.Assemble(segment, _maps, _priorities, _refresh, _flowLifetime));
            _programs.Add(segment, program);
        }

        return program;
    }

    private bool Taken(int error)
    {
        Refused += error == 0 ? 0 : 1;
        return error == 0;
    }

    private int PutAlive()
    {
        Span<byte> value = stackalloc byte[2 * sizeof(long)];
        MemoryMarshal.Write(value, _until);
        MemoryMarshal.Write(value[FastPathRow.Since..], _routedSince);
        return _maps.Alive.Put(stackalloc byte[4], value);
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

    private void AttachNew()
    {
        Instant begun = MonotonicClock.Now;
        foreach (int exit in _wantedExits.Except(_exits).ToArray())
        {
            AttachRecorder(exit);
            if (MonotonicClock.Now - begun > s_patience)
            {
                return;
            }
        }

        foreach (FastPathPort port in _wanted.Except(_ports).ToArray())
        {
            Attach(port);
            if (MonotonicClock.Now - begun > s_patience)
            {
                return;
            }
        }
    }

    private void Attach(FastPathPort port) =>
        Attach(port, port.Interface, TrafficControlCodes.Ingress, () => ProgramOf(port.Segment), _ports, _wanted);

    private void AttachRecorder(int exit) => Attach(
        exit, exit, TrafficControlCodes.Egress, () => _recorder ??= EbpfProgram.Load(EbpfProgram.ExitName, FastPathRecorder.Assemble(_maps)), _exits, _wantedExits);

    private void Attach<T>(T place, int interfaceIndex, uint side, Func<EbpfProgram> program, HashSet<T> attached, HashSet<T> wanted)
    {
        try
        {
            KernelResult result = _places.Attach(interfaceIndex, side, program());
            if (result.Error == Errno.NoDevice)
            {
                // It went away in this very moment; the kernel will tell.
                attached.Remove(place);
                wanted.Remove(place);
                return;
            }

            result.ThrowIfFailed($"attach a BPF program to interface {interfaceIndex}");
            attached.Add(place);
        }
        catch (KernelException exception)
        {
            GiveUp(exception.Message);
        }
    }

    private void Detach()
    {
        // One step for all ports: without a time to live no program forwards.
        _until = 0;
        PutAlive();
        _places.Remove(_ports.Select(port => port.Interface), TrafficControlCodes.Ingress);
        _places.Remove(_exits, TrafficControlCodes.Egress);
        foreach (EbpfProgram program in _programs.Values)
        {
            program.Dispose();
        }

        _recorder?.Dispose();
        _recorder = null;
        _ports.Clear();
        _exits.Clear();
        _wanted.Clear();
        _wantedExits.Clear();
        _programs.Clear();
    }
}
