namespace Weft.Stories;

/// <summary>Compares what two runtimes made of the same stories. How long a gap is differs between them; what is reached, by which way, and what the
/// tables hold must not.</summary>
public static class RunComparison
{
    private static readonly string[] s_timed = ["longest gap", "one connection"];
    private static readonly string[] s_exact = ["path", "DC crossings", "first hop", "enters at", "neighbour entry", "reached", "virtual MACs learned", "routes held"];

    /// <summary>Every difference in a line; empty when they agree. Stories that only one of them has are differences; steps that one left out are not.</summary>
    /// <param name="one">A run, as "lab".</param>
    /// <param name="first">What it is called.</param>
    /// <param name="other">Another run, as "sim".</param>
    /// <param name="second">What that is called.</param>
    public static IReadOnlyList<string> Differences(RunReport one, string first, RunReport other, string second)
    {
        List<string> found = [];
        Dictionary<string, StoryReport> others = other.Stories.ToDictionary(story => story.Name);
        foreach (StoryReport story in one.Stories)
        {
            if (!others.Remove(story.Name, out StoryReport? same))
            {
                found.Add($"{story.Name}: only {first} played it");
                continue;
            }

            CompareClaims(story, first, same, second, found);
            CompareTables(story, first, same, second, found);
        }

        found.AddRange(others.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}: only {second} played it"));
        return found;
    }

    private static void CompareClaims(StoryReport one, string first, StoryReport other, string second, List<string> found)
    {
        if (one.Broken is not null || other.Broken is not null)
        {
            found.Add($"{one.Name}: {first} {one.Broken ?? "played it to its end"}; {second} {other.Broken ?? "played it to its end"}");
        }

        Dictionary<string, StoryClaimReport> others = other.Claims.ToDictionary(claim => claim.Id);
        foreach (StoryClaimReport claim in one.Claims)
        {
            if (others.TryGetValue(claim.Id, out StoryClaimReport? same) && !Agree(claim, same))
            {
                found.Add($"{one.Name} {claim.Id} ({claim.Subject}): {first} {Verdict(claim)}, {second} {Verdict(same)}");
            }
        }
    }

    private static bool Agree(StoryClaimReport one, StoryClaimReport other) =>
        s_timed.Contains(one.What) ? IsWhole(one) == IsWhole(other)
        : one.Holds == other.Holds && (!s_exact.Contains(one.What) || one.Measured == other.Measured);

    private static bool IsWhole(StoryClaimReport claim) => claim.Holds || claim.Measured.EndsWith(')') || claim.Measured.Contains(" ms", StringComparison.Ordinal);

    private static string Verdict(StoryClaimReport claim) => $"{(claim.Holds ? "PASS" : "FAIL")} {claim.Measured}";

    private static void CompareTables(StoryReport one, string first, StoryReport other, string second, List<string> found)
    {
        if (one.Tables is null || other.Tables is null)
        {
            return;
        }

        Dictionary<string, NodeTable> others = other.Tables.ToDictionary(table => table.Node);
        foreach (NodeTable table in one.Tables)
        {
            IReadOnlyList<string> theirs = others.GetValueOrDefault(table.Node)?.Routes ?? [];
            found.AddRange(table.Routes.Except(theirs).Select(line => $"{one.Name} {table.Node}: only {first} has {line}"));
            found.AddRange(theirs.Except(table.Routes).Select(line => $"{one.Name} {table.Node}: only {second} has {line}"));
        }
    }
}
