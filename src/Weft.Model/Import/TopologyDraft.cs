namespace Weft.Model;

/// <summary>What a reader found in a topology, in the words of a fabric; the shapers complete it.</summary>
internal sealed class TopologyDraft(TopologyNotes notes)
{
    private const int MostSuggestions = 20;

    private readonly TopologyNames _names = new("node", ScalarShapes.NameLength);
    private readonly Dictionary<string, TopologyMachine> _machines = [];
    private readonly Dictionary<string, TopologySegment> _segments = [];
    private readonly TopologyNames _segmentNames = new("subnet", ScalarShapes.NameLength);
    private readonly TopologyNames _vrfNames = new("vrf", ScalarShapes.InterfaceNameLength, PortBinder.IsReserved);
    private readonly Dictionary<string, string> _vrfs = [];
    private int _suggested;

    public required TopologyFormat Format { get; init; }

    public TopologyNotes Notes { get; } = notes;

    public string Name { get; set; } = "imported";

    public uint? AsNumber { get; set; }

    /// <summary>In the order of the topology.</summary>
    public List<TopologyMachine> Machines { get; } = [];

    public List<TopologyCable> Cables { get; set; } = [];

    public List<TopologySegment> Segments { get; } = [];

    /// <summary>Names of VRFs in the topology and in the fabric, in order.</summary>
    public List<(string Original, string Name, List<string> Imports)> Vrfs { get; } = [];

    /// <summary>Where prefixes without a word of their own are taken from.</summary>
    public TopologyPools Pools { get; } = new();

    /// <summary>The first VLAN of a segment that has none, and the step to the next.</summary>
    public (int First, int Step) Vlans { get; set; } = (10, 10);

    /// <summary>Which address of a prefix is the gateway where nothing else says so; negative numbers count from the end.</summary>
    public int GatewayNumber { get; set; } = 1;

    /// <summary>Segments for hosts whose link says nothing are one for each link (netlab), else one for all.</summary>
    public bool IsSegmentPerLink { get; set; }

    public TopologyMachine? Find(string original) => _machines.GetValueOrDefault(original);

    public IEnumerable<TopologyMachine> Of(MachineKind kind) => Machines.Where(machine => machine.Kind == kind);

    /// <summary>Names the nearest machine to a wrong name; after many wrong names it stops looking, because that takes long.</summary>
    public string Suggest(string wrong) =>
        _suggested++ < MostSuggestions ? Suggestion.For(wrong, [.. Machines.Select(known => TopologyMap.Shown(known.Original))], "nodes") : "name a node of the topology";

    /// <summary>Adds a machine; its name is made one that a fabric takes.</summary>
    public TopologyMachine AddMachine(string original, SourceSpan span)
    {
        string name = _names.Take(original);
        if (name != original)
        {
            Notes.Changed(span, $"node `{TopologyMap.Shown(original)}`", $"it is named `{name}` here");
        }

        TopologyMachine machine = new(original, name, span);
        _machines.TryAdd(original, machine);
        Machines.Add(machine);
        return machine;
    }

    /// <summary>The segment of a name, made when it is new.</summary>
    public TopologySegment Segment(string original, SourceSpan span)
    {
        if (!_segments.TryGetValue(original, out TopologySegment? segment))
        {
            segment = NewSegment(original, span);
            _segments.Add(original, segment);
        }

        return segment;
    }

    /// <summary>A segment of its own, whoever else has the name.</summary>
    public TopologySegment NewSegment(string wish, SourceSpan span)
    {
        string name = _segmentNames.Take(wish);
        if (name != wish)
        {
            Notes.Changed(span, $"subnet `{TopologyMap.Shown(wish)}`", $"it is named `{name}` here");
        }

        TopologySegment segment = new(name, span);
        Segments.Add(segment);
        return segment;
    }

    public TopologySegment? FindSegment(string original) => _segments.GetValueOrDefault(original);

    /// <summary>The name in the fabric of a VRF, which is made when it is new.</summary>
    public string Vrf(string original, SourceSpan span)
    {
        if (_vrfs.TryGetValue(original, out string? known))
        {
            return known;
        }

        string made = _vrfNames.Take(original);
        _vrfs.Add(original, made);
        if (made != original)
        {
            Notes.Changed(span, $"VRF `{TopologyMap.Shown(original)}`", $"it is named `{made}` here");
        }

        Vrfs.Add((original, made, []));
        return made;
    }
}
