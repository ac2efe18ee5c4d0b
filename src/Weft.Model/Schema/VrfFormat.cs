namespace Weft.Model;

/// <summary>The format of VRFs: a list of names, or what each imports by name.</summary>
internal static class VrfFormat
{
    private static readonly ScalarShape Name = ScalarShapes.InterfaceName with { Noun = "the name of a VRF", Example = "blue" };

    private static readonly AlternativeShape Import = new()
    {
        Noun = "`all`, or a list of prefixes",
        Scalar = ScalarShapes.Choice("what is imported", "all"),
        List = new ListShape { Noun = "a list of prefixes", Item = ScalarShapes.Prefix, Minimum = 1 },
    };

    private static readonly ObjectShape Vrf = new()
    {
        Title = "VRF",
        Noun = "a VRF",
        Keys =
        [
            new(
                "import",
                new MapShape { Noun = "imports by VRF", Key = Name, Value = Import },
                "routes of other VRFs that this one has, too: `all` of their subnets and hosts, or what lies within prefixes; for traffic both VRFs need the way to the other; see [policy](policy.md)") { Default = "none" },
        ],
    };

    /// <summary>Under <c>vrfs:</c>. The default VRF has no number to give; it is there to import.</summary>
    public static AlternativeShape Vrfs { get; } = new()
    {
        Noun = "a list of VRFs, or a mapping of them",
        List = new ListShape { Noun = "a list of VRFs", Item = Name },
        Mapping = new MapShape { Noun = "VRFs by name", Key = Name, Value = Vrf },
    };
}
