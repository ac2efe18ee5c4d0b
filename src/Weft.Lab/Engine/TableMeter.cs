using System.Text.Json;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Measures tables: what bridges have learned, where routes lead, what nodes have told.</summary>
internal sealed class TableMeter(StoryStage stage)
{
    private readonly CommandRunner _commands = new();

    /// <summary>Counts entries that were learned; those that the daemon itself put there are permanent.</summary>
    public Observation Learned(LearnedClaim claim)
    {
        List<string> found = [];
        foreach (FabricNode node in stage.Fabric.Nodes)
        {
            string text = _commands.Run("bridge", ["-n", node.Name, "-json", "fdb", "show"]);
            using JsonDocument document = JsonDocument.Parse(text.Length == 0 ? "[]" : text);
            found.AddRange(document.RootElement.EnumerateArray()
                .Where(entry => MacAddress.TryParse(entry.GetProperty("mac").GetString(), out MacAddress mac) && mac.IsVirtualRouter)
                .Where(entry => !entry.TryGetProperty("state", out JsonElement state) || state.GetString() != "permanent")
                .Select(entry => $"{node.Name} has learned {entry.GetProperty("mac").GetString()} at {entry.GetProperty("ifname").GetString()}"));
        }

        return new Observation(found.Count <= claim.Limit, $"{found.Count}", [.. found]) { Value = found.Count };
    }

    public Observation Routes(RoutesClaim claim)
    {
        FabricHost host = stage.Lab.Topology.Host(claim.Host).Host;
        RouteWalk walk = RouteWalk.Read(stage.Fabric);
        List<string> elsewhere = [];
        foreach (IpAddress address in host.Addresses.Select(item => item.Address))
        {
            elsewhere.AddRange(walk.NodesNotEndingAt(claim.Leaf, address, host.Subnet.Vrf.Id)
                .Select(node => $"{node} leads {address} to {string.Join(" or ", walk.EndsOf(node, address, host.Subnet.Vrf.Id))}"));
        }

        int total = walk.Nodes.Count * host.Addresses.Length;
        return new Observation(elsewhere.Count == 0, $"{elsewhere.Count} of {total}", [.. elsewhere]) { Value = elsewhere.Count };
    }

    /// <summary>Reads the kernel: what a router believes is what it forwards by.</summary>
    public Observation Holds(HoldsClaim claim)
    {
        HashSet<IpPrefix> held =
        [
            .. KernelRoutes.Read(claim.Node)
                .Where(route => route.Vrf == VrfId.Default && route.Protocol is KernelRoutes.WeftProtocol or KernelRoutes.BgpProtocol)
                .Select(route => route.Prefix)
                .Where(prefix => claim.Scope.IsEmpty || claim.Scope.Any(within => within.Contains(prefix))),
        ];
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
        long changes = stage.ChangesOf(claim.Router);
        return new Observation(changes <= claim.Limit, $"{changes}", []) { Value = changes };
    }

    public Observation Event(EventClaim claim)
    {
        EventReport[] events = [.. claim.Nodes.SelectMany(node => NodeApi.Events(LabPaths.Socket(stage.Lab.Name, node)))];
        EventReport? told = events.LastOrDefault(item => item.Kind == claim.Kind && (claim.About is null || item.Subject.Contains(claim.About, StringComparison.Ordinal)));
        return told is null
            ? Observation.Of(false, "no", $"told were {string.Join(", ", events.Select(item => item.Kind).Distinct().Order())}")
            : Observation.Of(true, $"by {told.Node}", $"event {told.Sequence}: {told.Text}");
    }
}
