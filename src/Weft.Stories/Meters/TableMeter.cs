using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Measures tables: what bridges have learned, where routes lead, what nodes have told.</summary>
internal sealed class TableMeter(IStoryStage stage, IReadOnlyDictionary<string, long> watched)
{
    public Observation Learned(LearnedClaim claim)
    {
        string[] found = [.. stage.View.LearnedVirtualMacs().Select(item => $"{item.Node} has learned {item.Mac} at {item.Port}")];
        return new Observation(found.Length <= claim.Limit, $"{found.Length}", [.. found]) { Value = found.Length };
    }

    public Observation Routes(RoutesClaim claim)
    {
        FabricHost host = stage.Fabric.HostCalled(claim.Host);
        RouteWalk walk = RouteWalk.Read(stage.Fabric, stage.View);
        List<string> elsewhere = [];
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            elsewhere.AddRange(walk.NodesNotEndingAt(claim.Leaf, address, host.Subnet.Vrf.Id)
                .Select(node => $"{node} leads {address} to {string.Join(" or ", walk.EndsOf(node, address, host.Subnet.Vrf.Id))}"));
        }

        int total = walk.Nodes.Count * host.Addresses.Length;
        return new Observation(elsewhere.Count == 0, $"{elsewhere.Count} of {total}", [.. elsewhere]) { Value = elsewhere.Count };
    }

    public Observation Holds(HoldsClaim claim)
    {
        HashSet<IpPrefix> held =
            [.. stage.View.RoutesOf(claim.Node).Told.Where(prefix => claim.Scope.IsEmpty || claim.Scope.Any(within => within.Contains(prefix)))];
        IpPrefix[] more = [.. held.Except(claim.Exactly).Order()];
        IpPrefix[] less = [.. claim.Exactly.Where(prefix => !held.Contains(prefix))];
        List<string> details = [];
        if (more.Length > 0)
        {
            details.Add($"too many  {string.Join(", ", more)}");
        }

        if (less.Length > 0)
        {
            details.Add($"missing   {string.Join(", ", less)}");
        }

        return new Observation(details.Count == 0, $"{held.Count}", [.. details]) { Value = held.Count };
    }

    public Observation Changes(ChangesClaim claim)
    {
        long changes = stage.View.RouteChangesOf(claim.Router) - watched[claim.Router];
        return new Observation(changes <= claim.Limit, $"{changes}", []) { Value = changes };
    }

    public Observation Event(EventClaim claim)
    {
        ToldEvent[] events = [.. claim.Nodes.SelectMany(node => stage.View.EventsOf(node))];
        ToldEvent? told = events.LastOrDefault(item => item.Kind == claim.Kind && (claim.About is null || item.Subject.Contains(claim.About, StringComparison.Ordinal)));
        return told is null
            ? Observation.Of(false, "no", $"told were {string.Join(", ", events.Select(item => item.Kind).Distinct().Order())}")
            : Observation.Of(true, $"by {told.Node}", $"event {told.Sequence}: {told.Text}");
    }
}
