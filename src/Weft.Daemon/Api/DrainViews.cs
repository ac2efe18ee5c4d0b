using System.Collections.Immutable;
using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Daemon;

/// <summary>Says whether the node gives way, and what nobody but it has.</summary>
internal sealed class DrainViews(NodePlan plan, NodeCore core, NodeNames names, NodeViews views)
{
    public DrainReport Drain(WallClock clock)
    {
        DrainSnapshot drain = core.Switch.Isis.Drain();
        ImmutableArray<ImmutableArray<string>> cutOff =
            [.. drain.Parts.Skip(1).Select(part => part.Select(names.Of).Order(StringComparer.Ordinal).ToImmutableArray())];
        HashSet<string> without = [plan.Node.Name, .. cutOff.SelectMany(static part => part)];
        bool wasEver = drain.Since != Instant.Zero;
        return new DrainReport
        {
            Node = plan.Node.Name,
            State = StateOf(drain.Phase),
            Since = wasEver ? clock.TimeOf(drain.Since) : null,
            SinceSeconds = wasEver ? clock.AgeOf(drain.Since) : null,
            Burden = drain.Burden,
            WaitsFor = [.. core.Switch.Isis.Adjacencies().Where(adjacency => drain.Waiting.Contains(adjacency.Port)).Select(adjacency => names.Of(adjacency.Neighbor))],
            CutOff = cutOff,
            Hosts = [.. views.Hosts(clock).Where(host => without.Contains(host.At) && host.State != "elsewhere" && !IpAddress.Parse(host.Address).IsLinkLocal)],
            Prefixes = [.. drain.OnlyHere.Select(NameOf)],
            Outside =
            [
                .. plan.Fabric.Outside.Where(router => router.Sessions.Any(session => session.Edge.Node == plan.Node.Name)).Select(static router => router.Name),
            ],
        };
    }

    public static string StateOf(DrainPhase phase) => phase.ToString().ToLowerInvariant();

    private string NameOf(RouteKey key) => key.Vrf == VrfId.Default ? key.Prefix.ToString() : $"{key.Prefix} in {names.Of(key.Vrf)}";
}
