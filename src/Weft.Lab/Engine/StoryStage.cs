using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>What a story plays on: a settled lab, its traffic, its captures, and what has been changed and must be put back.</summary>
public sealed class StoryStage : IDisposable
{
    /// <summary>A leaf has yielded so long after the move at the latest.</summary>
    private static readonly TimeSpan s_yielding = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, UdpFlow> _flows = [];
    private readonly Dictionary<string, TcpStream> _streams = [];
    private readonly Dictionary<string, long> _marks = [];
    private readonly HashSet<(string A, string B)> _broken = [];
    private readonly HashSet<string> _touched = [];
    private readonly Dictionary<string, long> _watched = [];
    private readonly Dictionary<string, long> _moved = [];

    public StoryStage(NativeLab lab, HostVoice voice)
    {
        Lab = lab;
        Voice = voice;
        Traffic = new Traffic(lab.Options.Kernel.ProbeInterval);
        Tracer = new PathTracer(lab);
        Nodes = new NodeCare(lab);
    }

    public NativeLab Lab { get; }

    public HostVoice Voice { get; }

    public Traffic Traffic { get; }

    public PathTracer Tracer { get; }

    internal NodeCare Nodes { get; }

    public Fabric Fabric => Lab.Topology.Fabric;

    /// <summary>When the last act was done.</summary>
    public long LastAct { get; private set; }

    /// <summary>A running flow.</summary>
    public UdpFlow Flow(string id) => _flows[id];

    /// <summary>The first probe of a flow that counts: the next one when the last act began.</summary>
    public long Mark(string id) => _marks.GetValueOrDefault(id);

    public TcpStream Stream(string id) => _streams[id];

    /// <summary>Begins an act: measurements of flows and streams start here.</summary>
    public void BeginAct()
    {
        foreach ((string id, UdpFlow flow) in _flows)
        {
            _marks[id] = flow.Log.Next;
        }

        foreach (TcpStream stream in _streams.Values)
        {
            stream.Restart();
        }
    }

    /// <summary>Ends an act: what becomes true is counted from here.</summary>
    public void EndAct() => LastAct = Clock.Now;

    /// <summary>Starts a flow and waits until it delivers; throws when it does not.</summary>
    public void StartFlow(string id, Pair pair, AddressFamily family)
    {
        UdpFlow flow = Traffic.Start(id, Lab.Endpoint(pair.From), Lab.Endpoint(pair.To), family);
        _flows[id] = flow;
        if (!Traffic.WaitUntilWhole(flow, 10, TimeSpan.FromSeconds(20)))
        {
            throw new LabException($"the flow {id} ({pair}, {family}) does not get through");
        }

        _marks[id] = flow.Log.Next;
    }

    public void StartStream(string id, Pair pair, AddressFamily family) => _streams[id] = TcpStream.Start(
        id, Lab.Endpoint(pair.From), Lab.Endpoint(pair.To), family, Traffic.Interval, TimeSpan.FromSeconds(10));

    public void SetLink(string a, string b, LinkCondition condition)
    {
        Lab.SetLink(a, b, condition);
        if (condition == LinkCondition.Joined)
        {
            _broken.Remove((a, b));
        }
        else
        {
            _broken.Add((a, b));
        }
    }

    /// <summary>Notes how often a router has changed its best routes by now.</summary>
    public void Watch(string router) => _watched[router] = Lab.Rim.Router(router).RouteVersion();

    /// <summary>How often a router has changed its best routes since it was watched.</summary>
    public long ChangesOf(string router) => Lab.Rim.Router(router).RouteVersion() - _watched[router];

    /// <summary>Notes that a host is no longer as its fabric file has it.</summary>
    public void Touch(string host) => _touched.Add(host);

    /// <summary>Notes that a host has just been moved.</summary>
    public void NoteMove(string host) => _moved[host] = Clock.Now;

    /// <summary>
    /// Waits until plain data of a host counts at any place. Leaves take it for stragglers at a place that the host has just left
    /// (<see cref="FabricTimers.YieldGuard"/>), and a story is about hosts that do not come back within that second.
    /// </summary>
    public void AwaitGuard(string host)
    {
        if (_moved.TryGetValue(host, out long last))
        {
            TimeSpan left = Fabric.Timers.YieldGuard + s_yielding - TimeSpan.FromTicks(Clock.Now - last);
            if (left > TimeSpan.Zero)
            {
                Thread.Sleep(left);
            }
        }
    }

    /// <summary>Puts everything back as the fabric file has it: traffic ends, links join, daemons run, hosts are at home.</summary>
    public void Restore()
    {
        StopTraffic();
        foreach ((string a, string b) in _broken.ToImmutableArray())
        {
            SetLink(a, b, LinkCondition.Joined);
        }

        Nodes.Restore();

        foreach (YardHost host in Lab.Topology.Hosts)
        {
            if (host.Start is LinkEnd home && Lab.Switchyard.PlaceOf(host.Host.Name) != home)
            {
                Lab.Switchyard.Move(host.Host.Name, home, OldPort.Keeps);
                _touched.Add(host.Host.Name);
                NoteMove(host.Host.Name);
            }
        }

        foreach (string name in _touched)
        {
            FabricHost host = Lab.Topology.Host(name).Host;
            Lab.ShutDown(host);
            Lab.Boot(host);
            Voice.Announce(host, AnnouncementKind.Garp);
        }

        _touched.Clear();
    }

    public void Dispose()
    {
        StopTraffic();
        Traffic.Dispose();
        Tracer.Dispose();
    }

    private void StopTraffic()
    {
        foreach (TcpStream stream in _streams.Values)
        {
            stream.Dispose();
        }

        _streams.Clear();
        _flows.Clear();
        _marks.Clear();
        Traffic.StopAll();
    }
}
