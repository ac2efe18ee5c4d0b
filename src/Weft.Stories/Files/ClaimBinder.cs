using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Binds one claim: a mapping with an id, the thing that is measured, and its limit.</summary>
internal static class ClaimBinder
{
    private const int UsualFlows = 200;

    private static readonly string[] s_shareKeys = ["to", "flows", "expect", "tolerance"];

    private static readonly Dictionary<string, (string[] Keys, Func<StoryReader, SourceMap, string, Claim?> Bind)> s_measures = new()
    {
        ["gap"] = (["limit"], (reader, map, id) => new GapClaim(id, reader.Texts(map, "gap"), reader.Duration(map, "limit", TimeSpan.FromMilliseconds(20)))),
        ["lost"] = (["limit", "at-least"], (reader, map, id) =>
            new LostClaim(id, reader.Texts(map, "lost"), reader.Number(map, "limit", map.Find("at-least") is null ? 0 : int.MaxValue)) { AtLeast = reader.Number(map, "at-least", 0) }),
        ["arrived"] = (["limit"], (reader, map, id) => new ArrivedClaim(id, reader.Texts(map, "arrived"), reader.Number(map, "limit", 0))),
        ["stream"] = (["limit"], (reader, map, id) => new StreamClaim(id, reader.Text(map, "stream"), reader.Duration(map, "limit", TimeSpan.FromSeconds(1)))),
        ["reach"] = ([], (reader, map, id) => Paired(reader, map, "reach", (pair, family) => new ReachClaim(id, pair, family))),
        ["blocked"] = ([], (reader, map, id) => Paired(reader, map, "blocked", (pair, family) => new BlockedClaim(id, pair, family))),
        ["path"] = (["via"], (reader, map, id) => Paired(reader, map, "path", (pair, family) => new PathClaim(id, pair, family, reader.Texts(map, "via")))),
        ["crossings"] = (["limit", "exactly"], (reader, map, id) => Paired(reader, map, "crossings", (pair, family) =>
            new CrossingsClaim(id, pair, family, reader.Number(map, "exactly", reader.Number(map, "limit", 0))) { IsExact = map.Find("exactly") is not null })),
        ["first-hop"] = (["is"], (reader, map, id) =>
            Paired(reader, map, "first-hop", (pair, family) => new FirstHopClaim(id, pair, family, reader.Text(map, "is")))),
        ["enters"] = (["at"], (reader, map, id) => Paired(
            reader, map, "enters", (pair, _) => new EntryClaim(id, pair.From, Target(reader, map, "enters", pair), reader.Text(map, "at")))),
        ["echo"] = ([], (reader, map, id) => Paired(reader, map, "echo", (pair, _) => new EchoClaim(id, pair.From, Target(reader, map, "echo", pair), true))),
        ["no-echo"] = ([], (reader, map, id) => Paired(reader, map, "no-echo", (pair, _) => new EchoClaim(id, pair.From, Target(reader, map, "no-echo", pair), false))),
        ["hop"] = (["number", "is"], (reader, map, id) => Paired(reader, map, "hop", (pair, _) =>
            new HopClaim(id, pair.From, Target(reader, map, "hop", pair), reader.Number(map, "number", 1, byte.MaxValue), reader.Address(map.Find("is")?.Value, "is", reader.Text(map, "is"))))),
        ["flood"] = (["hears"], (reader, map, id) => new FloodClaim(id, reader.Text(map, "flood"), [.. reader.Texts(map, "hears").Distinct().Order(StringComparer.Ordinal)])),
        ["answers"] = (["limit", "from"], (reader, map, id) => Paired(reader, map, "answers", (pair, _) =>
            new AnswersClaim(id, pair.From, Target(reader, map, "answers", pair), reader.Number(map, "limit", 1), Owner(reader, map)))),
        ["learned"] = (["limit"], (reader, map, id) =>
        {
            reader.Word(map, "learned", 0, ("virtual-mac", 0));
            return new LearnedClaim(id, reader.Number(map, "limit", 0));
        }),
        ["routes"] = (["end-at"], (reader, map, id) => new RoutesClaim(id, reader.Text(map, "routes"), reader.Text(map, "end-at"))),
        ["misrouted"] = (s_shareKeys, (reader, map, id) => new MisroutedClaim(
            id, reader.Text(map, "misrouted"), reader.Texts(map, "to"), reader.Number(map, "flows", UsualFlows), reader.Share(map, "expect"), Tolerance(reader, map))),
        ["tromboned"] = (s_shareKeys, (reader, map, id) => new TrombonedClaim(
            id, reader.Text(map, "tromboned"), reader.Texts(map, "to"), reader.Number(map, "flows", UsualFlows), reader.Share(map, "expect"), Tolerance(reader, map))),
        ["unreached"] = (s_shareKeys, (reader, map, id) => new UnreachedClaim(
            id, reader.Text(map, "unreached"), reader.Texts(map, "to"), reader.Number(map, "flows", UsualFlows), reader.Share(map, "expect"), Tolerance(reader, map))),
        ["unanswered"] = (s_shareKeys, (reader, map, id) => new UnansweredClaim(
            id, reader.Text(map, "unanswered"), reader.Texts(map, "to"), reader.Number(map, "flows", UsualFlows), reader.Share(map, "expect"), Tolerance(reader, map))),
        ["neighbor"] = (["is"], (reader, map, id) => Paired(reader, map, "neighbor", (pair, family) =>
            new NeighborClaim(id, pair, family, reader.Word(map, "is", true, ("gateway", true), ("owner", false))))),
        ["holds"] = (["in", "exactly"], (reader, map, id) => new HoldsClaim(
            id, reader.Text(map, "holds"), map.Find("in") is null ? [] : reader.Prefixes(map, "in"), reader.Prefixes(map, "exactly"))),
        ["changes"] = (["limit"], (reader, map, id) => new ChangesClaim(id, reader.Text(map, "changes"), reader.Number(map, "limit", 0))),
        ["event"] = (["at", "about"], (reader, map, id) =>
            new EventClaim(id, reader.Texts(map, "at"), reader.Text(map, "event"), map.Find("about") is null ? null : reader.Text(map, "about"))),
    };

    /// <summary>What can be measured, each with the keys of its claim.</summary>
    public static IEnumerable<(string Measure, IReadOnlyList<string> Keys)> Measures => s_measures.Select(item => (item.Key, (IReadOnlyList<string>)item.Value.Keys));

    public static Claim? Bind(StoryReader reader, SourceNode value)
    {
        if (value is not SourceMap map)
        {
            reader.Fault(value.Span, $"a claim is {value.Noun}", "write a mapping with `id`, what is measured, and its limit");
            return null;
        }

        string[] measures = [.. map.Entries.Select(entry => entry.Key.Text).Where(s_measures.ContainsKey)];
        if (measures.Length != 1)
        {
            string found = measures.Length == 0 ? "measures nothing" : $"measures {string.Join(" and ", measures)}";
            reader.Fault(map.Span, $"this claim {found}", $"name exactly one of {string.Join(", ", s_measures.Keys.Order())}");
            return null;
        }

        (string[] keys, Func<StoryReader, SourceMap, string, Claim?> bind) = s_measures[measures[0]];
        reader.Map(map, $"a `{measures[0]}` claim", ["id", "within", measures[0], .. keys]);
        Claim? claim = bind(reader, map, reader.Text(map, "id"));
        return claim is null ? null : claim with { Within = reader.Duration(map, "within", claim.Within) };
    }

    private static Claim? Paired(StoryReader reader, SourceMap map, string key, Func<Pair, AddressFamily, Claim> make)
    {
        (Pair pair, AddressFamily family) = reader.Pair(map, key);
        return pair.From is null ? null : make(pair, family);
    }

    private static IpAddress Target(StoryReader reader, SourceMap map, string key, Pair pair) =>
        reader.Address(map.Find(key)?.Value, key, pair.To);

    private static double Tolerance(StoryReader reader, SourceMap map) => map.Find("tolerance") is null ? 0 : reader.Share(map, "tolerance").Value;

    private static string? Owner(StoryReader reader, SourceMap map)
    {
        string from = reader.Text(map, "from", "gateway");
        return from == "gateway" ? null : from;
    }
}
