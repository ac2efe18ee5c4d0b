using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// Watches the moves of hosts in a lab, as far as that can be told afterwards: what leaves told and when, when each node pointed its routes elsewhere, and the first packets of flows. Claims under way and
/// the routers outside are not seen.
/// </summary>
public sealed class LabMoves
{
    private static readonly TimeSpan s_sameTime = TimeSpan.FromMilliseconds(1);

    private readonly LabStage _stage;
    private readonly List<MoveRecord> _moves = [];
    private readonly List<(long At, MomentKind Kind, string Who, string? To, string Text)> _moments = [];
    private MoveStep? _step;
    private LinkEnd? _from;
    private long _plugged;

    public LabMoves(LabStage stage)
    {
        _stage = stage;
        stage.Moving = Note;
    }

    /// <summary>The flows of the story.</summary>
    public Func<IReadOnlyList<IStoryFlow>> Flows { get; set; } = () => [];

    /// <summary>The story is about to do something: a move under way ends with the next one, and when its time is over.</summary>
    public void Prepare(StoryStep step)
    {
        if (step is MoveStep || _stage.Now - _plugged > MoveLanes.Window.Ticks)
        {
            EndMove();
        }

        _from = step is MoveStep move ? _stage.View.PlaceOf(move.Host) : _from;
    }

    /// <summary>The moves of a story, before the stage is restored.</summary>
    /// <param name="began">When the story began, on the stage's clock.</param>
    /// <param name="told">What nodes have told since.</param>
    public ImmutableArray<MoveRecord> Finish(long began, ImmutableArray<ToldRecord> told)
    {
        EndMove();
        _stage.Moving = null;
        return [.. _moves.Select((move, number) => WithTold(move, began, told, number + 1 < _moves.Count ? _moves[number + 1].At : TimeSpan.MaxValue))];
    }

    private void Note(MoveStep step, MomentKind kind, long at)
    {
        if (kind == MomentKind.Plug)
        {
            _step = step;
            _plugged = at;
            _moments.Add((at, kind, step.Host, null, $"leaves {_from?.ToString() ?? "nowhere"} for {step.To}"));
        }
        else
        {
            _moments.Add((at, kind, step.Host, step.To.Node, step.Announce == AnnouncementKind.Rarp ? "RARP" : "gratuitous ARP and ND"));
        }
    }

    private void EndMove()
    {
        if (_step is MoveStep step)
        {
            FabricHost host = _stage.Fabric.HostCalled(step.Host);
            AddPackets(step);
            AddRoutes(host);
            _moves.Add(new MoveRecord
            {
                Host = step.Host,
                From = _from,
                To = step.To,
                Line = step.Line,
                At = TimeSpan.FromTicks(_plugged),
                Lanes = [],
                Moments = [.. _moments.Select(moment => new MoveMoment(TimeSpan.FromTicks(Math.Max(0, moment.At - _plugged)), moment.Kind, moment.Who, moment.To, moment.Text))],
            });
        }

        _step = null;
        _moments.Clear();
    }

    /// <summary>The first probe of each flow from the host, when it was sent, and for it, when it arrived.</summary>
    private void AddPackets(MoveStep step)
    {
        foreach (IStoryFlow flow in Flows().Where(flow => flow.Pair.From == step.Host || flow.Pair.To == step.Host))
        {
            FlowLog log = flow.Log;
            for (long number = Math.Max(0, log.Next - log.Capacity + 1); number < log.Next; number++)
            {
                if (log.SentAt(number) >= _plugged && log.ArrivedAt(number) is > 0 and long arrived)
                {
                    _moments.Add(flow.Pair.From == step.Host
                        ? (log.SentAt(number), MomentKind.Packet, step.Host, step.To.Node, $"first packet of {flow.Id} that gets to {flow.Pair.To}")
                        : (arrived, MomentKind.Packet, step.To.Node, step.Host, $"first packet of {flow.Id} from {flow.Pair.From}"));
                    break;
                }
            }
        }
    }

    /// <summary>When each node began to lead elsewhere, as it says itself; addresses that it led the same way at the same time are one moment.</summary>
    private void AddRoutes(FabricHost host)
    {
        List<(long At, string Node, IpAddress Address, string Way)> routes = [];
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            ApiRequest request = new() { Get = ApiFormat.Explain, Address = address.ToString(), Vrf = host.Subnet.Vrf.Name };
            foreach (FabricNode node in _stage.Fabric.Nodes)
            {
                // Daemons have the clock of this machine.
                NodeReport? answer = NodeApi.Ask(LabPaths.Socket(_stage.Lab.Name, node.Name), request);
                if (answer?.Explanations is [{ Decision: "route", ToSince: DateTimeOffset since, To.IsEmpty: false } row] && _stage.Now - (DateTimeOffset.UtcNow - since).Ticks is long at && at >= _plugged)
                {
                    string[] next = [.. row.Route?.NextHops.Select(hop => hop.Neighbor ?? hop.Gateway).Distinct() ?? []];
                    routes.Add((at, node.Name, address, string.Join(" or ", next)));
                }
            }
        }

        foreach (IGrouping<(string Node, string Way, long Time), (long At, string Node, IpAddress Address, string Way)> same in routes.GroupBy(route => (route.Node, route.Way, (route.At - _plugged) / s_sameTime.Ticks)))
        {
            _moments.Add((same.Min(route => route.At), MomentKind.Route, same.Key.Node, null, $"{string.Join(", ", same.Select(route => route.Address))}: via {same.Key.Way}"));
        }
    }

    private MoveRecord WithTold(MoveRecord move, long began, ImmutableArray<ToldRecord> told, TimeSpan next)
    {
        FabricHost host = _stage.Fabric.HostCalled(move.Host);
        TimeSpan at = move.At - TimeSpan.FromTicks(began);
        TimeSpan end = TimeSpan.FromTicks(Math.Min((at + MoveLanes.Window).Ticks, next == TimeSpan.MaxValue ? long.MaxValue : (next - TimeSpan.FromTicks(began)).Ticks));
        string[] subjects = [.. host.Addresses.Select(address => new HostKey(host.Subnet.Vrf.Id, address.Address).ToString())];
        ImmutableArray<MoveMoment> moments =
        [
            .. move.Moments.Concat(told.Where(item => subjects.Contains(item.Subject) && item.At >= at && item.At < end)
                    .Select(item => new MoveMoment(item.At - at, MoveLanes.KindOf(item.Kind), item.Node, null, item.Text)))
                .Where(moment => moment.After <= MoveLanes.Window)
                .OrderBy(moment => moment.After),
        ];
        HashSet<string> parts = [.. moments.Select(moment => moment.At), .. moments.Select(moment => moment.To).OfType<string>()];
        ImmutableArray<MoveLane> lanes = MoveLanes.Of(_stage.Fabric, move.Host, move.From, move.To, parts, out int leftOut);
        string[] shown = [.. lanes.Select(lane => lane.Name)];
        return move with
        {
            At = at,
            Lanes = lanes,
            LeftOut = leftOut,
            Moments = [.. moments.Where(moment => shown.Contains(moment.At) && (moment.To is null || shown.Contains(moment.To)))],
        };
    }
}
