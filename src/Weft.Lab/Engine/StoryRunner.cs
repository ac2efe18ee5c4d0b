using System.Collections.Immutable;
using System.Diagnostics;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Plays a story on a settled lab and measures its claims.</summary>
public sealed class StoryRunner(StoryStage stage, CommandRunner commands)
{
    private readonly ClaimMeter _meter = new(stage);

    /// <summary>Told about each claim as it is measured.</summary>
    public Action<ClaimResult>? Measured { get; init; }

    /// <summary>Plays a story to its end. Never throws for what happens in the fabric; the stage is left as the story ends.</summary>
    public StoryResult Run(Story story)
    {
        Stopwatch clock = Stopwatch.StartNew();
        ImmutableArray<ClaimResult>.Builder claims = ImmutableArray.CreateBuilder<ClaimResult>();
        foreach (StoryStep step in story.Steps)
        {
            try
            {
                if (step is ClaimStep claim)
                {
                    ClaimResult result = _meter.Measure(claim.Claim, $"{story.File}:{claim.Line}");
                    claims.Add(result);
                    Measured?.Invoke(result);
                }
                else
                {
                    Prepare(step);
                    stage.BeginAct();
                    Act(step);
                    stage.EndAct();
                }
            }
            catch (Exception fault) when (fault is LabException or StoryException or Linux.KernelException)
            {
                return new StoryResult(story, claims.ToImmutable(), $"{story.File}:{step.Line}: {fault.Message}", clock.Elapsed);
            }
        }

        return new StoryResult(story, claims.ToImmutable(), null, clock.Elapsed);
    }

    private void Prepare(StoryStep step)
    {
        if (step is MoveStep move)
        {
            stage.Voice.Prepare(move.Host);
        }
    }

    private void Act(StoryStep step)
    {
        switch (step)
        {
            case TrafficStep traffic:
                foreach ((string id, Pair pair, Wire.AddressFamily family) in traffic.Flows)
                {
                    stage.StartFlow(id, pair, family);
                }

                break;
            case StreamStep streams:
                foreach ((string id, Pair pair, Wire.AddressFamily family) in streams.Streams)
                {
                    stage.StartStream(id, pair, family);
                }

                break;
            case MoveStep move:
                Move(move);
                break;
            case LinkStep link:
                stage.SetLink(link.A, link.B, link.Condition);
                break;
            case NodeStep act:
                stage.Nodes.Do(act.Node, act.Act);
                break;
            case WatchStep watch:
                stage.Watch(watch.Router);
                break;
            case RunStep run:
                stage.Lab.Endpoint(run.In);
                stage.Touch(run.In);
                commands.Run("ip", ["netns", "exec", run.In, "/bin/sh", "-c", run.Command]);
                break;
            case AnnounceStep announce:
                Announce(announce);
                break;
            default:
                throw new InvalidOperationException($"no act for {step.GetType().Name}");
        }
    }

    private void Move(MoveStep move)
    {
        FabricHost host = stage.Lab.Topology.Host(move.Host).Host;
        if (move.Announce == AnnouncementKind.None)
        {
            stage.AwaitGuard(move.Host);
        }

        stage.NoteMove(move.Host);
        if (!move.IsCold)
        {
            stage.Lab.Switchyard.Move(move.Host, move.To, move.OldPort);
            stage.Voice.Announce(host, move.Announce);
            return;
        }

        // A restarted host announces by itself what it is told to; RARP and silence are the other kinds.
        string own = move.Announce == AnnouncementKind.Garp ? "1" : "0";
        stage.Touch(move.Host);
        stage.Lab.ShutDown(host);
        stage.Lab.Switchyard.Move(move.Host, move.To, move.OldPort);
        Sysctl.Write(move.Host, [new("net/ipv4/conf/eth0/arp_notify", own), new("net/ipv6/conf/eth0/ndisc_notify", own)]);
        stage.Lab.Boot(host);
        Wait.Until(() => stage.Lab.Switchyard.IsJoined(move.Host), stage.Lab.Options.Patience);
        stage.Voice.Announce(host, move.Announce);
    }

    private void Announce(AnnounceStep announce)
    {
        FabricHost host = stage.Lab.Topology.Host(announce.Host).Host;
        if (announce.Address is Wire.IpAddress address)
        {
            stage.Touch(announce.Host);
            stage.Voice.Send(announce.Host, HostFrames.Announcement(host.Mac, address));
        }
        else
        {
            stage.Voice.Announce(host, announce.Kind);
        }
    }
}
