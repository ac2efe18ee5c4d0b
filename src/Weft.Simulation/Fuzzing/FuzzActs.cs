using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Does what the steps of a case say, at once: nothing waits until a node has done what it was asked for.</summary>
internal sealed class FuzzActs(FuzzScene scene)
{
    /// <summary>Between two probes of a flow.</summary>
    public static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>From the end of a daemon until the next one runs.</summary>
    private static readonly TimeSpan s_restart = TimeSpan.FromMilliseconds(20);

    /// <summary>A host that uses an entry of its cache asks whether it still holds after 5 s, and gives it up after 3 s without an answer (RFC 4861 section 10).</summary>
    private static readonly TimeSpan s_forgotten = TimeSpan.FromSeconds(15);

    /// <summary>What a host has asked all others, and nobody has heard, it asks again after a second.</summary>
    private static readonly TimeSpan s_askedAgain = TimeSpan.FromSeconds(3);

    private SimWorld World => scene.World;

    public void Do(StoryStep step)
    {
        switch (step)
        {
            case TrafficStep traffic:
                Open(traffic);
                break;
            case WaitStep wait:
                World.Run(wait.Time);
                break;
            case SpoofStep spoof:
                Spoof(spoof);
                break;
            case StormStep storm:
                Storm(storm);
                break;
            case ImpairStep impair:
                EndProtection();
                scene.Faults.Note(World.Now, impair);
                scene.Stage.Do(impair);
                break;
            case HostStep host:
                Switch(scene.Host(host.Host), host.IsOn);
                break;
            case NodeStep act:
                EndProtection();
                scene.Faults.Note(World.Now, act);
                Forget(act);
                Do(World.Node(act.Node), act.Act);
                break;
            case LinkStep link:
                EndProtection();
                scene.Faults.Note(World.Now, link);
                scene.Stage.Do(link);
                break;
            case MoveStep move:
                Move(move);
                break;
            case AnnounceStep announce when !scene.Host(announce.Host).HasAddress:
                // Nothing to announce.
                break;
            default:
                scene.Stage.Do(step);
                break;
        }
    }

    /// <summary>Mends everything that is broken. Hosts stay where they are, on or off.</summary>
    public void Heal()
    {
        foreach (FuzzFlow flow in scene.Flows)
        {
            flow.Stop();
        }

        foreach ((string from, string to) in scene.Faults.Impaired.ToArray())
        {
            Do(new ImpairStep(0, from, to, new Fraction(0, 1), new Fraction(0, 1), TimeSpan.Zero));
        }

        foreach ((string a, string b) in scene.Faults.Broken.ToArray())
        {
            Do(new LinkStep(0, a, b, LinkCondition.Joined));
        }

        Undo(scene.Faults.Off, NodeAct.On);
        Undo(scene.Faults.Down, NodeAct.Start);
        Undo(scene.Faults.Drained, NodeAct.Undrain);
    }

    private void Undo(IEnumerable<string> nodes, NodeAct act)
    {
        foreach (string node in nodes.ToArray())
        {
            Do(new NodeStep(0, node, act));
        }
    }

    /// <summary>Something is lost now, and with it perhaps the objection to a lie that is still being judged.</summary>
    private void EndProtection()
    {
        foreach (HostTruth host in scene.Hosts)
        {
            host.LoseVoice(World.Now);
        }
    }

    /// <summary>With its power a node loses what it knows of its hosts.</summary>
    private void Forget(NodeStep act)
    {
        foreach (HostTruth host in scene.Hosts.Where(host => act.Act is NodeAct.Off or NodeAct.On && host.Host.Place?.Node == act.Node))
        {
            host.Changed(World.Now);
        }
    }

    private void Open(TrafficStep traffic)
    {
        foreach ((string _, Pair pair, Wire.AddressFamily family) in traffic.Flows)
        {
            FuzzFlow flow = new(scene.Host(pair.From), scene.Host(pair.To), family);
            scene.Flows.Add(flow);
            flow.Start(World.Now, scene.Stage.NextNumber(), ProbeInterval);
        }
    }

    private void Move(MoveStep move)
    {
        HostTruth host = scene.Host(move.Host);
        host.Changed(World.Now);
        host.MovedAt = World.Now;
        move = host.HasAddress && !(move.IsCold && host.IsLeased) ? move : move with { Announce = AnnouncementKind.None };
        bool isAlone = !scene.Hosts.Exists(other => other != host && other.Host.Place == host.Host.Place);
        scene.Stage.Do(isAlone ? move : move with { OldPort = OldPort.Keeps });
        if (move.IsCold)
        {
            Restart(host);
        }
    }

    private void Switch(HostTruth host, bool isOn)
    {
        host.Changed(World.Now);
        host.IsOn = isOn;
        if (isOn)
        {
            host.Host.Boot();
            Restart(host);
        }
        else
        {
            host.Host.Stack.ShutDown();
        }
    }

    /// <summary>What a host that starts anew had to do before.</summary>
    private void Restart(HostTruth host)
    {
        scene.Leases?.Restarted(host);
        foreach (FuzzFlow flow in scene.Flows.Where(flow => flow.From == host))
        {
            flow.Start(World.Now, scene.Stage.NextNumber(), ProbeInterval);
        }
    }

    private void Spoof(SpoofStep step)
    {
        HostTruth liar = scene.Host(step.Host);
        HostTruth victim = scene.Host(step.As);
        IReadOnlyList<byte[]> frames = HostFrames.Spoof(liar.Origin, victim.Origin, step.Kind);
        for (int i = 0; i < step.Count; i++)
        {
            if (i > 0)
            {
                World.Run(step.Every);
            }

            if (step.Kind is SpoofKind.Arp or SpoofKind.Packet)
            {
                NoteClaim(liar, victim);
            }
            else if (step.Kind is SpoofKind.Identity or SpoofKind.Rarp or SpoofKind.Data)
            {
                NoteLie(liar, victim);
            }
            else if (step.Kind == SpoofKind.Gateway)
            {
                NoteForgedGateway(liar);
            }

            foreach (byte[] frame in frames)
            {
                liar.Host.SendRaw(frame);
            }
        }
    }

    /// <summary>An address claimed by another MAC: a guarded port sees through that alone, whatever else happens, so it excuses nothing but what hosts behind the very port hear.</summary>
    private void NoteClaim(HostTruth liar, HostTruth victim)
    {
        if (IsHeard(liar) || (victim.IsLeased && IsFirstCome(liar) && !scene.IsVouched(victim)))
        {
            NoteLie(liar, victim);
        }
    }

    /// <summary>True when what a liar says reaches anybody but a leaf that guards its port.</summary>
    private bool IsHeard(HostTruth liar) =>
        !scene.IsGuarded(liar.Host.Place!.Value) || scene.Hosts.Exists(other => other != liar && other.Host.Place == liar.Host.Place);

    /// <summary>True at a port where an address is believed that the leaf does not know to be somebody's.</summary>
    private bool IsFirstCome(HostTruth liar) => World.Node(liar.Host.Place!.Value.Node).Plan.FindPort(liar.Host.Place.Value.Port)!.Guard == PortGuard.FirstCome;

    private void NoteLie(HostTruth liar, HostTruth victim)
    {
        victim.LiedAboutAt = World.Now;
        victim.LieHeardAt = IsHeard(liar) ? World.Now : victim.LieHeardAt;
        LinkEnd at = liar.Host.Place!.Value;
        bool canObject = victim.IsThere && victim.KnownSince < World.Now && scene.Faults.IsWhole && scene.Faults.IsCalm(World.Now);
        victim.IsLieBelievable |= !canObject || World.Node(at.Node).Plan.FindPort(at.Port)!.Moves == MoveTrust.Trusted;
    }

    /// <summary>Everybody else must not notice; but a guarded port does not know which of its frames to many are the honest ones.</summary>
    private void Storm(StormStep step)
    {
        HostTruth host = scene.Host(step.Host);
        foreach (HostTruth other in scene.Hosts.Where(other => other.Host.Place == host.Host.Place))
        {
            other.DrownedUntil = World.Now + s_askedAgain;
        }

        byte[] frame = HostFrames.Broadcast(host.Origin);
        for (int i = 0; i < step.Frames; i++)
        {
            host.Host.SendRaw(frame);
        }
    }

    /// <summary>The packet filter of the leaf drops it, but who is plugged in behind the same port hears it first.</summary>
    private void NoteForgedGateway(HostTruth liar)
    {
        scene.GatewayForgedAt = World.Now;
        foreach (HostTruth other in scene.Hosts.Where(other => other != liar && other.Host.Place == liar.Host.Place && other.Origin.Subnet == liar.Origin.Subnet))
        {
            other.MisledUntil = World.Now + s_forgotten;
        }
    }

    private void Do(SimNode node, NodeAct act)
    {
        switch (act)
        {
            case NodeAct.Kill:
                node.Kill();
                break;
            case NodeAct.Stop:
                node.Stop();
                break;
            case NodeAct.Start:
                node.StartDaemon();
                break;
            case NodeAct.Drain or NodeAct.Undrain:
                node.Drain(act == NodeAct.Drain);
                break;
            case NodeAct.Upgrade:
                node.Stop();
                World.Run(s_restart);
                node.StartDaemon();
                break;
            case NodeAct.Off:
                World.PowerOff(node);
                break;
            default:
                World.PowerOn(node);
                break;
        }
    }
}
