using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>A settled lab as the stage of stories: its traffic, its captures, and what has been changed and must be put back.</summary>
public sealed class LabStage : IStoryStage, IDisposable
{
    private static readonly TimeSpan s_patienceOfAStream = TimeSpan.FromSeconds(10);

    private readonly List<TcpStream> _streams = [];
    private readonly HashSet<(string A, string B)> _broken = [];
    private readonly HashSet<string> _touched = [];
    private readonly HashSet<string> _off = [];
    private readonly Dictionary<(string From, string To), ImpairStep> _impaired = [];
    private readonly MoveGuard _guard;
    private readonly Traffic _traffic;
    private readonly PathTracer _tracer;
    private readonly NodeCare _nodes;
    private readonly CommandRunner _commands = new();

    public LabStage(NativeLab lab, HostVoice voice)
    {
        Lab = lab;
        Voice = voice;
        _traffic = new Traffic(lab.Options.Kernel.ProbeInterval);
        _tracer = new PathTracer(lab);
        _nodes = new NodeCare(new LabNodes(lab));
        _guard = new MoveGuard(lab.Topology.Fabric);
        View = new LabView(lab, _tracer, voice);
    }

    public NativeLab Lab { get; }

    public HostVoice Voice { get; }

    /// <summary>Told when a host has been plugged in elsewhere, and when it announces itself there, on the clock of the stage.</summary>
    public Action<MoveStep, MomentKind, long>? Moving { get; set; }

    public Fabric Fabric => Lab.Topology.Fabric;

    public IStoryView View { get; }

    public long Now => Clock.Now;

    public TimeSpan ProbeInterval => _traffic.Interval;

    /// <summary>No cable of a lab has a length; two probes are those that are being sent and received this very moment.</summary>
    public int ProbesUnderway => 2;

    public int Tolerance => Lab.Options.Kernel.Tolerance;

    public bool WaitUntil(Func<bool> condition, TimeSpan limit) => Wait.Until(condition, limit);

    public bool EndsStory(Exception fault) => fault is LabException or KernelException;

    public IStoryFlow OpenFlow(string id, Pair pair, AddressFamily family) => _traffic.Start(id, Lab.Endpoint(pair.From), Lab.Endpoint(pair.To), family);

    public IStoryStream OpenStream(StoryConnection connection)
    {
        TcpStream stream = TcpStream.Start(connection, Lab.Endpoint(connection.Pair.From), Lab.Endpoint(connection.Pair.To), ProbeInterval, s_patienceOfAStream);
        _streams.Add(stream);
        return stream;
    }

    public void Prepare(StoryStep step)
    {
        if (step is MoveStep move)
        {
            Voice.Prepare(move.Host);
            Thread.Sleep(_guard.Left(move, Now));
        }
    }

    /// <summary>A host that is off says nothing.</summary>
    public void Send(string host, byte[] frame)
    {
        if (!_off.Contains(host))
        {
            Voice.Send(host, frame);
        }
    }

    public void Do(StoryStep step)
    {
        switch (step)
        {
            case MoveStep move:
                Move(move);
                break;
            case HostStep power:
                Switch(power.Host, power.IsOn);
                break;
            case ImpairStep impair:
                Impair(impair);
                break;
            case LinkStep link:
                SetLink(link.A, link.B, link.Condition);
                break;
            case NodeStep act:
                _nodes.Do(act);
                break;
            case ExpectStep expected:
                _nodes.Do(expected);
                break;
            case RunStep run:
                Lab.Endpoint(run.In);
                _touched.Add(run.In);
                _commands.Run("ip", ["netns", "exec", run.In, "/bin/sh", "-c", run.Command]);
                break;
            case AnnounceStep announce:
                Announce(announce);
                break;
            default:
                throw new InvalidOperationException($"no act for {step.GetType().Name}");
        }
    }

    public void Restore()
    {
        StopTraffic();
        foreach (ImpairStep bad in _impaired.Values.ToImmutableArray())
        {
            Impair(bad.Mended());
        }

        foreach ((string a, string b) in _broken.ToImmutableArray())
        {
            SetLink(a, b, LinkCondition.Joined);
        }

        _nodes.Restore();

        foreach (YardHost host in Lab.Topology.Hosts)
        {
            if (host.Start is LinkEnd home && Lab.Switchyard.PlaceOf(host.Host.Name) != home)
            {
                Lab.Switchyard.Move(host.Host.Name, home, OldPort.Keeps);
                _touched.Add(host.Host.Name);
                _guard.Moved(host.Host.Name, Now);
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
        _off.Clear();
    }

    public void Dispose()
    {
        StopTraffic();
        _traffic.Dispose();
        _tracer.Dispose();
    }

    private void SetLink(string a, string b, LinkCondition condition)
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

    private void Impair(ImpairStep step)
    {
        Lab.Impairments.Set(Lab.Topology.LinkBetween(step.From, step.To), step);
        _impaired[(step.From, step.To)] = step;
        if (step.IsMended)
        {
            _impaired.Remove((step.From, step.To));
        }
    }

    /// <summary>A host that is on again makes itself known by what its own kernel announces.</summary>
    private void Switch(string name, bool isOn)
    {
        FabricHost host = Lab.Topology.Host(name).Host;
        _touched.Add(name);
        if (!isOn)
        {
            _off.Add(name);
            Lab.ShutDown(host);
        }
        else if (_off.Remove(name))
        {
            Lab.Boot(host);
        }
    }

    private void Move(MoveStep move)
    {
        FabricHost host = Lab.Topology.Host(move.Host).Host;
        _guard.Moved(move.Host, Now);
        if (_off.Contains(move.Host) || !move.IsCold)
        {
            Plug(move);
            AnnounceAt(move, host);
            return;
        }

        // A restarted host announces by itself what it is told to; RARP and silence are the other kinds.
        string own = move.Announce == AnnouncementKind.Garp ? "1" : "0";
        _touched.Add(move.Host);
        Lab.ShutDown(host);
        Plug(move);
        Sysctl.Write(move.Host, [new("net/ipv4/conf/eth0/arp_notify", own), new("net/ipv6/conf/eth0/ndisc_notify", own)]);
        Lab.Boot(host);
        Wait.Until(() => Lab.Switchyard.IsJoined(move.Host), Lab.Options.Patience);
        AnnounceAt(move, host);
    }

    private void Plug(MoveStep move)
    {
        long left = Lab.Switchyard.Move(move.Host, move.To, move.OldPort);
        Moving?.Invoke(move, MomentKind.Plug, left);
    }

    private void AnnounceAt(MoveStep move, FabricHost host)
    {
        if (move.Announce != AnnouncementKind.None)
        {
            Moving?.Invoke(move, MomentKind.Announcement, Now);
        }

        Announce(host, move.Announce);
    }

    private void Announce(AnnounceStep announce)
    {
        FabricHost host = Lab.Topology.Host(announce.Host).Host;
        if (announce.Address is IpAddress address)
        {
            _touched.Add(announce.Host);
            Send(announce.Host, HostFrames.Announcement(host.Mac, address));
        }
        else
        {
            Announce(host, announce.Kind);
        }
    }

    private void Announce(FabricHost host, AnnouncementKind kind)
    {
        if (!_off.Contains(host.Name))
        {
            Voice.Announce(host, kind);
        }
    }

    private void StopTraffic()
    {
        foreach (TcpStream stream in _streams)
        {
            stream.Dispose();
        }

        _streams.Clear();
        _traffic.StopAll();
    }
}
