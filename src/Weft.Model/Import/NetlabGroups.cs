namespace Weft.Model;

/// <summary>Reads the groups of netlab and gives their members what they say. Groups may hold groups.</summary>
internal sealed class NetlabGroups(TopologyDraft draft, NetlabReader file)
{
    /// <summary>Groups of a topology; what they hold is walked for each.</summary>
    private const int MaximumGroups = 256;

    private const string AutoCreate = "_auto_create";

    private readonly Dictionary<string, Group> _groups = [];

    private readonly List<SourceScalar> _created = [];

    /// <summary>Members that are nodes because a group says so.</summary>
    public IEnumerable<SourceScalar> AutoCreated => _created.Where(member => !_groups.ContainsKey(member.Text));

    public void Read(IEnumerable<SourceEntry> groups)
    {
        SourceEntry[] entries = [.. groups];
        bool createsAll = Array.Exists(entries, entry => entry.Key.Text == AutoCreate && IsTrue(entry.Value));
        if (entries.Length > MaximumGroups)
        {
            draft.Notes.Fault(entries[MaximumGroups].Key.Span, $"{entries.Length} groups", $"at most {MaximumGroups}");
            return;
        }

        foreach (SourceEntry entry in entries.Where(entry => entry.Key.Text != AutoCreate))
        {
            ReadGroup(entry, createsAll);
        }
    }

    /// <summary>Walks from each group to its nodes; the nearest group speaks first.</summary>
    public void Assign(Dictionary<string, NetlabNode> nodes)
    {
        foreach (NetlabNode node in nodes.Values.OrderBy(node => node.Machine.Span))
        {
            foreach (SourceScalar name in node.OwnGroups)
            {
                Tell(node, name.Text, _groups.GetValueOrDefault(name.Text));
            }
        }

        foreach ((string name, Group group) in _groups.OrderBy(entry => entry.Value.Order))
        {
            foreach (SourceScalar member in group.Members)
            {
                if (nodes.TryGetValue(member.Text, out NetlabNode? node))
                {
                    Tell(node, name, group);
                }
                else if (!_groups.ContainsKey(member.Text))
                {
                    draft.Notes.Fault(member.Span, $"member `{TopologyMap.Shown(member.Text)}` of group `{TopologyMap.Shown(name)}`", draft.Suggest(member.Text));
                }
            }
        }

        foreach ((string name, Group group) in _groups.OrderBy(entry => entry.Value.Order))
        {
            HashSet<string> seen = [name];
            foreach (SourceScalar member in group.Members.Where(member => _groups.ContainsKey(member.Text) && !nodes.ContainsKey(member.Text)))
            {
                TellBelow(member.Text, name, group, nodes, seen);
            }
        }
    }

    private void TellBelow(string below, string name, Group group, Dictionary<string, NetlabNode> nodes, HashSet<string> seen)
    {
        if (!seen.Add(below))
        {
            return;
        }

        foreach (SourceScalar member in _groups[below].Members)
        {
            if (nodes.TryGetValue(member.Text, out NetlabNode? node))
            {
                Tell(node, name, group);
            }
            else if (_groups.ContainsKey(member.Text))
            {
                TellBelow(member.Text, name, group, nodes, seen);
            }
        }
    }

    private static void Tell(NetlabNode node, string name, Group? group)
    {
        node.Machine.Hints.Add(new TopologyHint(name, $"group `{TopologyMap.Shown(name)}`", IsGroup: true));
        node.Role ??= group?.Role;
        node.Device ??= group?.Device;
        node.AsNumber ??= group?.AsNumber;
    }

    private void ReadGroup(SourceEntry entry, bool createsAll)
    {
        string name = entry.Key.Text;
        Group group = new(_groups.Count);
        if (entry.Value is SourceList list)
        {
            group.Members.AddRange(list.Items.OfType<SourceScalar>().Where(member => !member.IsNull));
        }
        else
        {
            TopologyMap map = new(entry.Value, TopologyPlace.NetlabGroup, $"group `{TopologyMap.Shown(name)}`", draft.Notes);
            NestedKeys nested = new(draft.Notes);
            group.Members.AddRange(map.Scalars("members"));
            bool creates = IsTrue(map.Take(AutoCreate));
            createsAll |= creates;
            string type = map.Scalar("type")?.Text ?? "node";
            group.Device = map.Scalar("device")?.Text;
            group.Role = map.Scalar("role")?.Text;
            group.AsNumber = (uint?)nested.Number(nested.Read(map.Take("bgp"), $"`bgp` of group `{TopologyMap.Shown(name)}`", TopologyNoteKind.Left, "as"), 1, uint.MaxValue - 1);
            file.ReadVrfs(map.Named("vrfs"));
            file.ReadVlans(map.Named("vlans"));
            map.Close();
            if (type != "node")
            {
                draft.Notes.Lost(entry.Key.Span, $"group `{TopologyMap.Shown(name)}` of type `{TopologyMap.Shown(type)}`", "only groups of nodes are read");
                return;
            }
        }

        _groups.Add(name, group);
        if (createsAll)
        {
            _created.AddRange(group.Members);
        }
    }

    private static bool IsTrue(SourceNode? node) => node is SourceScalar { Kind: ResolvedKind.Flag, Text: ['t' or 'T', ..] };

    /// <summary>What a group says about its members.</summary>
    private sealed class Group(int order)
    {
        public int Order { get; } = order;

        public List<SourceScalar> Members { get; } = [];

        public string? Device { get; set; }

        public string? Role { get; set; }

        public uint? AsNumber { get; set; }
    }
}
