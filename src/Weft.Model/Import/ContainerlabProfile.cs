namespace Weft.Model;

/// <summary>What a node of containerlab has, or what its kind, its group or the defaults give it.</summary>
internal sealed class ContainerlabProfile
{
    public string? Kind { get; set; }

    public string? Group { get; set; }

    public string? Image { get; set; }

    /// <summary>Keys and values in the order of the file.</summary>
    public List<(string Key, string Value)> Labels { get; } = [];

    public List<SourceScalar> Commands { get; } = [];

    /// <summary>Reads one mapping and lists what is not taken over.</summary>
    public static ContainerlabProfile Read(SourceNode? node, string owner, TopologyNotes notes)
    {
        TopologyMap map = new(node, TopologyPlace.ContainerlabNode, owner, notes);
        ContainerlabProfile profile = new() { Kind = map.Scalar("kind")?.Text, Group = map.Scalar("group")?.Text, Image = map.Scalar("image")?.Text };
        foreach (SourceEntry label in map.Named("labels"))
        {
            if (label.Value is SourceScalar { IsNull: false } value)
            {
                profile.Labels.Add((label.Key.Text, value.Text));
            }
        }

        profile.Commands.AddRange(map.Scalars("exec"));
        map.Close();
        return profile;
    }

    /// <summary>This one, completed by a weaker one: own values win, labels and commands are joined.</summary>
    public ContainerlabProfile Over(ContainerlabProfile? weaker)
    {
        if (weaker is null)
        {
            return this;
        }

        ContainerlabProfile both = new() { Kind = Kind ?? weaker.Kind, Group = Group ?? weaker.Group, Image = Image ?? weaker.Image };
        both.Labels.AddRange(Labels);
        both.Labels.AddRange(weaker.Labels.Where(label => !Labels.Exists(own => own.Key == label.Key)));
        both.Commands.AddRange(weaker.Commands);
        both.Commands.AddRange(Commands);
        return both;
    }
}
