namespace Weft.Model;

/// <summary>The format of announcements: a word, or a list of prefixes under a word.</summary>
internal static class AnnounceFormat
{
    private static readonly ListShape Prefixes = new() { Noun = "a list of prefixes", Item = ScalarShapes.Prefix, Minimum = 1 };

    private static readonly AlternativeShape OneOrMorePrefixes = new()
    {
        Noun = "a prefix, or a list of them",
        Scalar = ScalarShapes.Prefix,
        List = Prefixes,
    };

    /// <summary>Announced to an outside router.</summary>
    public static AlternativeShape ToOutside { get; } = new()
    {
        Noun = "`all`, `moved`, `subnets`, or a mapping with `only` or `summary`",
        Scalar = ScalarShapes.Choice("an announcement", "all", "moved", "subnets"),
        Mapping = new ObjectShape
        {
            Title = "announcement",
            Noun = "an announcement",
            ExactlyOneOf = ["only", "summary"],
            Keys =
            [
                new("only", OneOrMorePrefixes, "subnets and hosts within these prefixes, and nothing else") { Default = "-" },
                new(
                    "summary",
                    OneOrMorePrefixes,
                    "these prefixes in the place of the subnets within them; of hosts only those that are away from their subnet's home") { Default = "-" },
            ],
        },
    };

    /// <summary>Announced to the other sites.</summary>
    public static AlternativeShape ToSites { get; } = new()
    {
        Noun = "`all`, `moved`, or a mapping with `only`",
        Scalar = ScalarShapes.Choice("an announcement to sites", "all", "moved"),
        Mapping = new ObjectShape
        {
            Title = "announcement to sites",
            Noun = "an announcement to sites",
            Keys =
            [
                new("only", OneOrMorePrefixes, "hosts within these prefixes, and those that are away from their subnet's home") { IsRequired = true },
            ],
        },
    };
}
