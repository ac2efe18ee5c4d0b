namespace Weft.Model;

/// <summary>Gives every switch a site where anything speaks of sites: labels, groups and names; else the site of its neighbours.</summary>
internal sealed class SiteShaper(TopologyDraft draft)
{
    /// <summary>Sites in the order of their first switch; empty when the fabric has one without a name.</summary>
    public List<string> Sites { get; } = [];

    public void Shape()
    {
        Dictionary<string, string> names = [];
        TopologyNames free = new("site", ScalarShapes.NameLength);
        TopologyMachine[] switches = [.. draft.Of(MachineKind.Switch)];
        HashSet<string> groups = Array.Exists(switches, machine => Said(machine, []).Site is not null) ? [] : SitesAmongGroups(switches);
        foreach (TopologyMachine machine in switches)
        {
            if (Said(machine, groups) is not ({ } site, { } source))
            {
                continue;
            }

            if (!names.TryGetValue(site, out string? name))
            {
                name = free.Take(site);
                names.Add(site, name);
                Sites.Add(name);
            }

            machine.Site = name;
            machine.SiteReason = source;
        }

        if (Sites.Count > 0)
        {
            Spread(switches);
        }
    }

    /// <summary>Where no word speaks of sites, groups may be some: two or more that share no switch and have all of them, and whose names tell no role.</summary>
    private static HashSet<string> SitesAmongGroups(TopologyMachine[] switches)
    {
        HashSet<string> groups = [];
        foreach (TopologyMachine machine in switches)
        {
            string[] own = [.. machine.Hints.Where(hint => hint.IsGroup && !TopologyWords.IsKnownWord(hint.Text)).Select(hint => hint.Text).Distinct()];
            if (own.Length != 1)
            {
                return [];
            }

            groups.Add(own[0]);
        }

        return groups.Count >= 2 ? groups : [];
    }

    private static (string? Site, string? Source) Said(TopologyMachine machine, HashSet<string> groups)
    {
        foreach (TopologyHint hint in machine.Hints)
        {
            string? site = hint.IsSite || (hint.IsGroup && groups.Contains(hint.Text)) ? hint.Text : hint.Site ? TopologyWords.SiteIn(hint.Text) : null;
            if (site is not null)
            {
                return (site, hint.Source);
            }
        }

        return (null, null);
    }

    /// <summary>Breadth first from those that have a site, so that each gets the nearest one.</summary>
    private void Spread(TopologyMachine[] switches)
    {
        Queue<TopologyMachine> queue = new(switches.Where(machine => machine.Site is not null));
        while (queue.TryDequeue(out TopologyMachine? machine))
        {
            foreach (TopologyMachine other in RoleShaper.NeighboursOf(machine).Where(other => other.Site is null))
            {
                other.Site = machine.Site;
                draft.Notes.Changed(other.Span, $"node `{other.Name}`", $"nothing says its site; `{other.Site}` is that of its neighbour `{machine.Name}`");
                queue.Enqueue(other);
            }
        }

        foreach (TopologyMachine machine in switches.Where(machine => machine.Site is null))
        {
            machine.Site = Sites[0];
            draft.Notes.Changed(machine.Span, $"node `{machine.Name}`", $"nothing says its site; `{Sites[0]}` is the first");
        }
    }
}
