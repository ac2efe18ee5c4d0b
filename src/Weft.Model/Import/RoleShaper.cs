namespace Weft.Model;

/// <summary>
/// Gives every switch a role and says why. What is linked to it decides first, because only leaves may have hosts and only edges outside routers; then
/// what groups, labels and names say; then its neighbours.
/// </summary>
internal sealed class RoleShaper(TopologyDraft draft)
{
    private const int ShownNames = 3;

    private readonly HashSet<TopologyMachine> _decided = [];

    public void Shape()
    {
        TopologyMachine[] switches = [.. draft.Of(MachineKind.Switch)];
        bool hasShortNames = HasShortNames(switches);
        foreach (TopologyMachine machine in switches)
        {
            if (ByLinks(machine) || ByHints(machine) || (hasShortNames && ByShortName(machine)))
            {
                _decided.Add(machine);
            }
        }

        foreach (TopologyMachine machine in switches.Where(machine => !_decided.Contains(machine)))
        {
            ByNeighbours(machine);
        }
    }

    /// <summary>A switch that nothing says the role of is an edge when it joins sites.</summary>
    public void ShapeInterconnects()
    {
        foreach (TopologyMachine machine in draft.Of(MachineKind.Switch).Where(machine => !_decided.Contains(machine)))
        {
            if (NeighboursOf(machine).FirstOrDefault(other => other.Site != machine.Site) is { } far)
            {
                Decide(machine, NodeRole.Edge, $"it is linked to {far.Name} in {far.Site}");
            }
        }
    }

    /// <summary>The switches at the other ends of links that have neither hosts nor outside routers on them.</summary>
    public static IEnumerable<TopologyMachine> NeighboursOf(TopologyMachine machine) =>
        machine.Cables.Where(cable => cable.Ends.TrueForAll(end => end.Machine.Kind == MachineKind.Switch))
            .SelectMany(cable => cable.Ends)
            .Select(end => end.Machine)
            .Where(other => other != machine)
            .Distinct();

    private bool ByLinks(TopologyMachine machine)
    {
        (NodeRole? said, string source) = Said(machine);
        if (machine.Cables.SelectMany(cable => cable.EndsOf(MachineKind.Host)).FirstOrDefault() is { } host)
        {
            Decide(machine, NodeRole.Leaf, $"host {host.Machine.Name} is linked to it");
            Contradict(machine, said, source, NodeRole.Leaf, $"host `{host.Machine.Name}` is linked to it, and only leaves have hosts");
            return true;
        }

        if (machine.Cables.SelectMany(cable => cable.EndsOf(MachineKind.Outside)).FirstOrDefault() is { } outside)
        {
            Decide(machine, NodeRole.Edge, $"{outside.Machine.Name} is outside and linked to it");
            Contradict(machine, said, source, NodeRole.Edge, $"outside router `{outside.Machine.Name}` is linked to it, and only edges have those");
            return true;
        }

        return false;
    }

    private void Contradict(TopologyMachine machine, NodeRole? said, string source, NodeRole role, string why)
    {
        if (said is { } other && other != role)
        {
            draft.Notes.Changed(machine.Span, $"node `{machine.Name}`", $"it is {Article(role)} although {source} says {Word(other)}: {why}");
        }
    }

    private static bool ByHints(TopologyMachine machine)
    {
        (NodeRole? role, string source) = Said(machine);
        if (role is null)
        {
            return false;
        }

        Decide(machine, role.Value, $"{source} says so");
        return true;
    }

    private static (NodeRole? Role, string Source) Said(TopologyMachine machine)
    {
        foreach (TopologyHint hint in machine.Hints.Where(hint => hint.Role))
        {
            if (TopologyWords.RoleIn(hint.Text) is { } role)
            {
                return (role, hint.Source);
            }
        }

        return (null, "");
    }

    /// <summary>"l1" and "s1" mean leaf and spine where a topology has both.</summary>
    private static bool HasShortNames(TopologyMachine[] switches) =>
        Array.Exists(switches, machine => FirstWord(machine) == "l") && Array.Exists(switches, machine => FirstWord(machine) == "s");

    private static bool ByShortName(TopologyMachine machine)
    {
        NodeRole? role = FirstWord(machine) switch { "l" => NodeRole.Leaf, "s" => NodeRole.Spine, _ => null };
        if (role is null)
        {
            return false;
        }

        Decide(machine, role.Value, "its name says so, beside names with l and s");
        return true;
    }

    private static string? FirstWord(TopologyMachine machine) => TopologyWords.Split(machine.Original).FirstOrDefault();

    private void ByNeighbours(TopologyMachine machine)
    {
        TopologyMachine[] leaves = [.. NeighboursOf(machine).Where(other => _decided.Contains(other) && other.Role == NodeRole.Leaf)];
        if (leaves.Length >= 2)
        {
            string more = leaves.Length > ShownNames ? " and more" : "";
            Decide(machine, NodeRole.Spine, $"it joins leaves {string.Join(", ", leaves.Take(ShownNames).Select(leaf => leaf.Name))}{more}");
        }
        else
        {
            Decide(machine, NodeRole.Leaf, "nothing says otherwise");
        }
    }

    private static void Decide(TopologyMachine machine, NodeRole role, string why)
    {
        machine.Role = role;
        machine.RoleReason = $"{Word(role)}: {why}";
    }

    private static string Word(NodeRole role) => role switch { NodeRole.Spine => "spine", NodeRole.Edge => "edge", _ => "leaf" };

    private static string Article(NodeRole role) => role switch { NodeRole.Spine => "a spine", NodeRole.Edge => "an edge", _ => "a leaf" };
}
