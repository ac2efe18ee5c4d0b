namespace Weft.Model;

/// <summary>What a node of containerlab has, or what its kind, its group or the defaults give it.</summary>
internal sealed class ContainerlabProfile
{
    /// <summary>Commands that are read of one mapping.</summary>
    private const int MostCommands = 64;

    private static readonly string[] _siteKeys = ["site", "dc", "datacenter", "data-center", "location", "region", "pop", "az"];
    private static readonly string[] _roleKeys = ["tier", "graph-icon", "icon", "type", "layer", "function"];

    public string? Kind { get; set; }

    public string? Group { get; set; }

    public string? Image { get; set; }

    /// <summary>Those that may tell a role or a site, by their keys.</summary>
    public SortedDictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    public List<SourceScalar> Commands { get; } = [];

    /// <summary>Reads one mapping and lists what is not taken over.</summary>
    public static ContainerlabProfile Read(SourceNode? node, string owner, TopologyNotes notes)
    {
        TopologyMap map = new(node, TopologyPlace.ContainerlabNode, owner, notes);
        ContainerlabProfile profile = new() { Kind = map.Scalar("kind")?.Text, Group = map.Scalar("group")?.Text, Image = map.Scalar("image")?.Text };
        foreach (SourceEntry label in map.Named("labels"))
        {
            if (label.Value is SourceScalar { IsNull: false } value && IsHint(label.Key.Text))
            {
                profile.Labels.TryAdd(label.Key.Text, value.Text);
            }
            else
            {
                notes.Left(label.Key.Span, $"label `{TopologyMap.Shown(label.Key.Text)}` of {owner}", "it says neither role nor site");
            }
        }

        profile.Commands.AddRange(map.Scalars("exec").Take(MostCommands));
        map.Close();
        return profile;
    }

    /// <summary>True for a label whose value names a site: `site`, `dc` and so on, whatever stands before the last dot.</summary>
    public static bool IsSite(string key) => _siteKeys.Contains(LastWord(key));

    /// <summary>True for a label whose value may tell a role: `role`, `topoViewer-role`, `graph-icon` and so on.</summary>
    public static bool IsRole(string key) => LastWord(key).EndsWith("role", StringComparison.Ordinal) || _roleKeys.Contains(LastWord(key));

    /// <summary>This one, completed by a weaker one: own values win, labels and commands are joined.</summary>
    public ContainerlabProfile Over(ContainerlabProfile? weaker)
    {
        if (weaker is null)
        {
            return this;
        }

        ContainerlabProfile both = new() { Kind = Kind ?? weaker.Kind, Group = Group ?? weaker.Group, Image = Image ?? weaker.Image };
        foreach ((string key, string value) in Labels.Concat(weaker.Labels))
        {
            both.Labels.TryAdd(key, value);
        }

        both.Commands.AddRange(weaker.Commands);
        both.Commands.AddRange(Commands);
        return both;
    }

    private static bool IsHint(string key) => IsSite(key) || IsRole(key);

    private static string LastWord(string key) => key.Split('.', '/')[^1].ToLowerInvariant();
}
